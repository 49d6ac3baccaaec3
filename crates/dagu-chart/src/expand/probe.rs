//! Health checks.
//!
//! A pod is taken out of its Service after three failed checks of ten seconds, and restarted after
//! three of thirty, which leaves time for a slow volume at the start.

use serde_json::Value;

use crate::context::Context;
use crate::object::map;

/// The handler of a probe.
pub(super) enum Handler<'c> {
    /// HTTP on a named port.
    Http {
        /// Name of the port.
        port: &'c str,
        /// Path that returns 200 if the container is healthy.
        path: &'c str,
    },
    /// The gRPC health service on a port.
    Grpc(u16),
    /// Whether a named port accepts connections.
    Tcp(&'c str),
}

impl Handler<'_> {
    /// A gRPC probe if the kubelet supports it, otherwise a TCP probe of the port.
    pub(super) fn grpc(context: Context<'_>, port_name: &'static str, port: u16) -> Self {
        if context.kubernetes.has_grpc_probes() { Handler::Grpc(port) } else { Handler::Tcp(port_name) }
    }

    fn handler(&self) -> Value {
        match self {
            Handler::Http { port, path } => {
                map([("httpGet", map([("path", (*path).into()), ("port", (*port).into())]))])
            }
            Handler::Grpc(port) => map([("grpc", map([("port", (*port).into())]))]),
            Handler::Tcp(port) => map([("tcpSocket", map([("port", (*port).into())]))]),
        }
    }
}

/// Adds readiness and liveness probes to a container.
pub(super) fn add(container: &mut Value, check: &Handler<'_>) {
    let handler = check.handler();
    let mut liveness = handler.clone();
    liveness["periodSeconds"] = 30.into();
    // The shared volume can stall for longer than the default timeout of one second.
    liveness["timeoutSeconds"] = 5.into();
    container["livenessProbe"] = liveness;
    container["readinessProbe"] = handler;
}
