//! What Helm completes.

use crate::sandbox::{BOTH, Sandbox, run, text};

#[test]
fn helm_completes_commands_and_their_flags() {
    for helm in BOTH {
        let sandbox = Sandbox::installed(helm);
        let complete = |words: &[&str]| {
            let output = run(sandbox.helm(helm).arg("__complete").arg("dagu").args(words));
            text(&output.stdout).lines().map(str::to_owned).collect::<Vec<_>>()
        };
        let commands = complete(&[""]);
        for command in ["lint", "plan", "route"] {
            assert!(commands.iter().any(|word| word == command), "{helm:?}: {commands:?}");
        }
        let flags = complete(&["lint", "--unsafe"]);
        assert!(flags.iter().any(|word| word == "--unsafe-fixes"), "{helm:?}: {flags:?}");
    }
}
