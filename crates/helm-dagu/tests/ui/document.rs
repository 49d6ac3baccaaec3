//! The values, read and written.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::process::Command;

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::client::{Ui, VALUES};

const EDITED: &str = "# Production\nui:\n  replicas: 3   # one per zone\n";

#[test]
fn the_file_is_written_as_edited_and_keeps_its_mode() {
    let ui = Ui::start();
    fs::set_permissions(ui.file(), fs::Permissions::from_mode(0o640)).unwrap();
    let cookie = ui.enter();
    let loaded = ui.load(&cookie);
    assert_eq!(
        (&loaded["name"], &loaded["text"], &loaded["isFile"]),
        (&json!("values.yaml"), &json!(VALUES), &json!(true))
    );
    let reply = ui.save(&cookie, &loaded["version"], EDITED);
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!((ui.text().as_str(), ui.mode()), (EDITED, 0o640));
    let saved: Value = serde_json::from_str(&reply.body).unwrap();
    assert_eq!(ui.save(&cookie, &saved["version"], VALUES).status, 200);
    assert_eq!(ui.text(), VALUES);
}

#[test]
fn a_file_that_changed_since_it_was_loaded_is_not_written() {
    let ui = Ui::start();
    let cookie = ui.enter();
    let version = &ui.load(&cookie)["version"];
    fs::write(ui.file(), "ui: {}\n").unwrap();
    let refused = ui.save(&cookie, version, EDITED);
    assert_eq!((refused.status, ui.text().as_str()), (409, "ui: {}\n"), "{}", refused.body);
    // What another page of the same server saved counts as well.
    let version = &ui.load(&cookie)["version"];
    assert_eq!(ui.save(&cookie, version, VALUES).status, 200);
    assert_eq!((ui.save(&cookie, version, EDITED).status, ui.text().as_str()), (409, VALUES));
}

#[test]
fn a_page_of_a_program_that_was_stopped_does_not_write_the_file_of_another_one() {
    let (stopped, ui) = (Ui::start(), Ui::start());
    let version = &stopped.load(&stopped.enter())["version"];
    let refused = ui.save(&ui.enter(), version, EDITED);
    assert_eq!((refused.status, ui.text().as_str()), (409, VALUES), "{}", refused.body);
}

#[test]
fn a_file_keeps_its_owner_and_its_group() {
    let ui = Ui::start();
    // Only root may give a file to another user.
    let owner = rustix::process::geteuid().is_root().then_some(4321);
    chown(ui.file(), owner, owner).unwrap();
    let before = fs::metadata(ui.file()).unwrap();
    let cookie = ui.enter();
    assert_eq!(ui.save(&cookie, &ui.load(&cookie)["version"], EDITED).status, 200);
    let after = fs::metadata(ui.file()).unwrap();
    assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
    assert_ne!(after.ino(), before.ino(), "it was replaced");
}

#[test]
fn a_pipe_in_place_of_the_file_is_an_error_and_does_not_hold_the_program() {
    let mut ui = Ui::start();
    let cookie = ui.enter();
    let version = &ui.load(&cookie)["version"];
    fs::remove_file(ui.file()).unwrap();
    assert!(Command::new("mkfifo").arg(ui.file()).status().expect("mkfifo").success());
    for reply in [ui.ask(&cookie, "GET /local.json", &[], b""), ui.save(&cookie, version, EDITED)] {
        assert_eq!(reply.status, 500, "{}", reply.body);
        assert!(reply.body.contains("cannot edit `values.yaml`: it is not a regular file"), "{}", reply.body);
    }
    assert_eq!(ui.end(Signal::INT).code(), Some(130));
}

#[test]
fn a_file_that_is_gone_is_an_error_and_is_not_created() {
    let ui = Ui::start();
    let cookie = ui.enter();
    let version = &ui.load(&cookie)["version"];
    fs::remove_file(ui.file()).unwrap();
    assert_eq!(ui.save(&cookie, version, EDITED).status, 409);
    let reply = ui.ask(&cookie, "GET /local.json", &[], b"");
    assert!(
        reply.status == 500 && reply.body.contains("cannot read the file `values.yaml`"),
        "{}",
        reply.body
    );
    assert!(!ui.file().exists());
}

#[test]
fn a_request_that_is_not_an_edit_changes_nothing() {
    let ui = Ui::start();
    let cookie = ui.enter();
    let edit = br#"{"version":"x","text":"a: 1\n"}"#;
    for media_type in
        ["X-None: 1", "Content-Type: text/plain", "Content-Type: application/x-www-form-urlencoded"]
    {
        assert_eq!(ui.ask(&cookie, "PUT /local.json", &[media_type], edit).status, 415, "{media_type}");
    }
    for body in [
        "{",
        "[]",
        r#"{"text":"a: 1"}"#,
        r#"{"version":0,"text":"a: 1"}"#,
        r#"{"version":"x","text":"a","path":"/etc/x"}"#,
        r#"{"version":"x","text":"\ud800"}"#,
    ] {
        let reply = ui.ask(&cookie, "PUT /local.json", &["Content-Type: application/json"], body.as_bytes());
        assert_eq!(reply.status, 400, "{body}: {}", reply.body);
    }
    assert_eq!(ui.text(), VALUES);
}

#[test]
fn the_values_of_a_release_are_shown_with_credentials_and_not_written() {
    let values =
        r#"{"auth": {"mode": "basic", "basic": {"password": "on"}}, "ui": null, "a.b": {"c": [1, "1_0"]}}"#;
    let ui = Ui::of_release(values);
    let cookie = ui.enter();
    let loaded = ui.load(&cookie);
    let name = json!("release dagu in namespace prod of context east");
    assert_eq!((&loaded["name"], &loaded["isFile"]), (&name, &json!(false)));
    let text = loaded["text"].as_str().unwrap();
    let read: Value = serde_yaml::from_str(text).unwrap();
    assert_eq!(read, serde_json::from_str::<Value>(values).unwrap(), "{text}");
    assert!(text.contains("password: \"on\"\n") || text.contains("password: 'on'\n"), "{text}");
    let reply = ui.save(&cookie, &loaded["version"], "ui: {}\n");
    assert_eq!(reply.status, 405, "{}", reply.body);
}

#[test]
fn a_release_without_values_is_empty() {
    let ui = Ui::of_release("null");
    let cookie = ui.enter();
    assert_eq!(ui.load(&cookie)["text"], "");
}
