//! Pictures: bytes in, bytes out. In: the bytes of an original, or words and numbers to draw.
//! Out: pictures for the site and what is known of them. Never reads a file, never knows a
//! record; what cannot be drawn is a value, never a panic.

pub mod qr;
