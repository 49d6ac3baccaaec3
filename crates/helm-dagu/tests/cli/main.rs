//! The plugin as people meet it: installed into the pinned Helm 3 and Helm 4, and run by them.

mod completion;
mod diff;
mod forwarding;
mod hooks;
mod render;
mod sandbox;
mod values;
mod version;
