//! The sixteen colours of a drawing. In: a ground and inks. Out: where the steps from the ground to each
//! ink lie, so that the edges of type are smooth. Never draws.

/// A colour: red, green, blue.
pub(super) type Colour = [u8; 3];

/// The colours of a drawing; the first is the ground.
pub(super) struct Palette(pub(super) Vec<Colour>);

/// An ink: how many steps it has from the ground to itself, and where they begin.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    first: u8,
    steps: u8,
}

impl Palette {
    /// Nothing but a ground.
    pub(super) fn new(ground: Colour) -> Self {
        Self(vec![ground])
    }

    /// Adds an ink with some steps.
    pub(super) fn ink(&mut self, colour: Colour, steps: u8) -> Ink {
        let first = u8::try_from(self.0.len()).unwrap_or(u8::MAX);
        let ground = self.0[0];
        for step in 1..=u16::from(steps) {
            let mix = |at: usize| {
                let (from, to, all) = (u16::from(ground[at]), u16::from(colour[at]), u16::from(steps));
                u8::try_from((from * (all - step) + to * step) / all).unwrap_or(u8::MAX)
            };
            self.0.push([mix(0), mix(1), mix(2)]);
        }
        Ink { first, steps }
    }
}

impl Ink {
    /// The colour of a pixel of which so much is covered; 0 for the ground.
    pub(super) fn at(self, cover: f32) -> u8 {
        let step = nearest(cover * f32::from(self.steps)).min(self.steps);
        if step == 0 { 0 } else { self.first + step - 1 }
    }
}

/// The nearest whole number of a few steps.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a few steps")]
fn nearest(steps: f32) -> u8 {
    (steps + 0.5) as u8
}
