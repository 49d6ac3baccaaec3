//! A Service: a fixed address in front of changing pods.

use std::io;
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result};

/// How often the listener looks for a connection, and whether it has to end.
const PERIOD: Duration = Duration::from_millis(3);

/// What kube-proxy does for one Service: without a ready pod a connection is refused.
pub(super) struct Proxy {
    address: Ipv4Addr,
    /// There while there is a ready pod.
    listener: Option<Listener>,
}

struct Listener {
    pods: Arc<Mutex<Vec<SocketAddr>>>,
    end: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Proxy {
    /// A Service at an address of this process.
    pub(super) fn new(address: Ipv4Addr) -> Self {
        Self { address, listener: None }
    }

    /// Where pods find it.
    pub(super) fn address(&self) -> Ipv4Addr {
        self.address
    }

    /// Sends connections to these pods from now on; all have the same port.
    pub(super) fn lead(&mut self, pods: Vec<SocketAddr>) -> Result<()> {
        match (&self.listener, pods.first()) {
            (_, None) => self.listener = None,
            (Some(listener), Some(_)) => *listener.pods.lock().unwrap_or_else(PoisonError::into_inner) = pods,
            (None, Some(first)) => {
                self.listener = Some(Listener::start((self.address, first.port()).into(), pods)?);
            }
        }
        Ok(())
    }
}

impl Listener {
    fn start(at: SocketAddr, pods: Vec<SocketAddr>) -> Result<Self> {
        let listener = TcpListener::bind(at).with_context(|| format!("cannot listen on {at}"))?;
        listener.set_nonblocking(true)?;
        let (pods, end) = (Arc::new(Mutex::new(pods)), Arc::new(AtomicBool::new(false)));
        let (behind, ended) = (Arc::clone(&pods), Arc::clone(&end));
        let thread = thread::spawn(move || {
            let mut count = 0;
            while !ended.load(Ordering::Relaxed) {
                let Ok((client, _)) = listener.accept() else {
                    thread::sleep(PERIOD);
                    continue;
                };
                let pods = behind.lock().unwrap_or_else(PoisonError::into_inner);
                let pod = pods[count % pods.len()];
                count += 1;
                // A connection that fails is the client's to see, as it would be without this.
                thread::spawn(move || connect(client, pod));
            }
        });
        Ok(Self { pods, end, thread: Some(thread) })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.end.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // It ends only when it is stopped.
            let _ = thread.join();
        }
    }
}

fn connect(client: TcpStream, pod: SocketAddr) -> io::Result<()> {
    client.set_nonblocking(false)?;
    let server = TcpStream::connect(pod)?;
    let (mut from_server, mut to_client) = (server.try_clone()?, client.try_clone()?);
    thread::spawn(move || {
        let _ = io::copy(&mut from_server, &mut to_client);
        to_client.shutdown(Shutdown::Both)
    });
    let (mut from_client, mut to_server) = (client, server);
    let _ = io::copy(&mut from_client, &mut to_server);
    to_server.shutdown(Shutdown::Write)
}
