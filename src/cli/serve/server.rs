//! The preview's server. In: a port. Out: conversations with browsers on this machine. Never listens
//! to another machine, never waits long for a request that does not come, never holds so many
//! connections that the site's own files cannot be opened.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::http::{Pages, Shared, handle};
use super::reload::Live;

/// How long the head of a request may take, and how long a connection may rest between two.
const HEAD: Duration = Duration::from_secs(10);

/// The most connections at once: a browser holds six, and some systems give a program 256 files.
const CONNECTIONS: usize = 100;

/// How long to wait when the system gives no connection.
const PAUSE: Duration = Duration::from_millis(100);

/// A server that has its port, but does not answer yet.
#[derive(Debug)]
pub struct Server {
    listeners: Vec<TcpListener>,
    port: u16,
    host: &'static str,
    refused: Option<io::ErrorKind>,
}

impl Server {
    /// Takes the port, or any free one when it cannot be had.
    ///
    /// # Errors
    /// When the machine gives no port at all.
    pub fn bind(port: u16) -> io::Result<Self> {
        let (first, refused) = match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(first) => (first, None),
            Err(error) => (TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?, Some(error.kind())),
        };
        let port = first.local_addr()?.port();
        // Browsers look for `localhost` there first, and would find whoever has that port.
        let second = TcpListener::bind((Ipv6Addr::LOCALHOST, port));
        let is_others = second.as_ref().is_err_and(|error| is_taken(error.kind()));
        let host = if is_others { "127.0.0.1" } else { "localhost" };
        let listeners: Vec<TcpListener> = std::iter::once(first).chain(second.ok()).collect();
        listeners.iter().try_for_each(|listener| listener.set_nonblocking(true))?;
        Ok(Self { listeners, port, host, refused })
    }

    /// The port it has.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The name under which browsers find this server and no other.
    #[must_use]
    pub fn host(&self) -> &'static str {
        self.host
    }

    /// Why it has not the port that was wanted.
    #[must_use]
    pub fn refused(&self) -> Option<io::ErrorKind> {
        self.refused
    }

    /// Answers requests on a thread of its own until the program ends.
    ///
    /// # Errors
    /// When the thread or its event loop cannot be started.
    pub fn start(self, pages: Arc<dyn Pages>, live: &Live) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let shared = Arc::new(Shared { pages, port: self.port, live: live.clone() });
        let free = Arc::new(Semaphore::new(CONNECTIONS));
        for listener in self.listeners {
            let _inside = runtime.enter();
            let listener = tokio::net::TcpListener::from_std(listener)?;
            runtime.spawn(receive(listener, shared.clone(), free.clone()));
        }
        let thread = std::thread::Builder::new().name("preview".into());
        // The thread ends with the program; nothing is left to wait for.
        thread.spawn(move || runtime.block_on(std::future::pending::<()>())).map(drop)
    }
}

/// Whether somebody else has the port, as far as the system tells.
fn is_taken(why: io::ErrorKind) -> bool {
    matches!(why, io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied)
}

async fn receive(listener: tokio::net::TcpListener, shared: Arc<Shared>, free: Arc<Semaphore>) {
    while let Ok(place) = free.clone().acquire_owned().await {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(converse(stream, shared.clone(), place))),
            // The caller has gone again, or no file can be opened just now.
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

async fn converse(stream: TcpStream, shared: Arc<Shared>, _place: OwnedSemaphorePermit) {
    let answer = service_fn(move |request: Request<Incoming>| {
        let shared = shared.clone();
        async move { Ok::<_, Infallible>(handle(shared, request.map(Body::new)).await) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    // A browser that leaves in the middle is nothing to tell of.
    let _ = http.serve_connection(TokioIo::new(stream), answer).await;
}
