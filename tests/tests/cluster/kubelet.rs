//! Plays the node for `--wait`: reports pods as ready. Nothing runs them here, but the Deployments'
//! status comes from the real controllers.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::Result;
use serde_json::Value;

use crate::release::Release;

/// Between two looks at the pods.
const PAUSE: Duration = Duration::from_millis(300);

/// The condition that the controllers and, through them, both Helms wait for.
const READY: &str = r#"{"status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "True", "lastTransitionTime": "2020-01-01T00:00:00Z"}]}}"#;

/// Runs `work` while the pods of the release become ready, those whose image ends in `broken` left out.
pub(crate) fn beside<T>(release: &Release, broken: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    // Dropped when the work is done, also by a panic.
    let (end, ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            while ended.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                // A pod may disappear between the list and the patch: the next list shows that.
                let _ = look(release, broken);
            }
        });
        let _end = end;
        work()
    })
}

fn look(release: &Release, broken: &str) -> Result<()> {
    for pod in release.list("pods")? {
        let image = pod["spec"]["containers"][0]["image"].as_str().unwrap_or_default();
        if pod["status"]["phase"] == "Pending" && !image.ends_with(broken) {
            make_ready(release, &pod["metadata"]["name"])?;
        }
    }
    Ok(())
}

fn make_ready(release: &Release, pod: &Value) -> Result<()> {
    let pod = pod.as_str().unwrap_or_default();
    release
        .feed(&["patch", "pod", pod, "--subresource=status", "--type=merge", "--patch", READY], "")
        .map(drop)
}
