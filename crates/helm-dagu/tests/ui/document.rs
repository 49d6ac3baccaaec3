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
    let reply = ui.save(&cookie, &loaded, EDITED);
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!((ui.text().as_str(), ui.mode()), (EDITED, 0o640));
    let saved: Value = serde_json::from_str(&reply.body).unwrap();
    assert_eq!(ui.save(&cookie, &saved, VALUES).status, 200);
    assert_eq!(ui.text(), VALUES);
}

#[test]
fn a_file_that_changed_since_it_was_loaded_is_not_written() {
    let ui = Ui::start();
    let cookie = ui.enter();
    let loaded = ui.load(&cookie);
    fs::write(ui.file(), "ui: {}\n").unwrap();
    let refused = ui.save(&cookie, &loaded, EDITED);
    assert_eq!((refused.status, ui.text().as_str()), (409, "ui: {}\n"), "{}", refused.body);
    // What another page of the same server saved counts as well.
    let loaded = ui.load(&cookie);
    assert_eq!(ui.save(&cookie, &loaded, VALUES).status, 200);
    assert_eq!((ui.save(&cookie, &loaded, EDITED).status, ui.text().as_str()), (409, VALUES));
}

#[test]
fn a_page_of_a_program_that_was_stopped_does_not_write_the_file_of_another_one() {
    let (stopped, ui) = (Ui::start(), Ui::start());
    let loaded = stopped.load(&stopped.enter());
    let refused = ui.save(&ui.enter(), &loaded, EDITED);
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
    assert_eq!(ui.save(&cookie, &ui.load(&cookie), EDITED).status, 200);
    let after = fs::metadata(ui.file()).unwrap();
    assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
    assert_ne!(after.ino(), before.ino(), "it was replaced");
}

#[test]
fn a_pipe_in_place_of_the_file_is_an_error_and_does_not_hold_the_program() {
    let mut ui = Ui::start();
    let cookie = ui.enter();
    let loaded = ui.load(&cookie);
    fs::remove_file(ui.file()).unwrap();
    assert!(Command::new("mkfifo").arg(ui.file()).status().expect("mkfifo").success());
    for reply in [ui.ask(&cookie, "GET /local.json", &[], b""), ui.save(&cookie, &loaded, EDITED)] {
        assert_eq!(reply.status, 500, "{}", reply.body);
        assert!(reply.body.contains("cannot edit `values.yaml`: it is not a regular file"), "{}", reply.body);
    }
    assert_eq!(ui.end(Signal::INT).code(), Some(130));
}

#[test]
fn a_file_that_is_gone_is_an_error_and_is_not_created() {
    let ui = Ui::start();
    let cookie = ui.enter();
    let loaded = ui.load(&cookie);
    fs::remove_file(ui.file()).unwrap();
    assert_eq!(ui.save(&cookie, &loaded, EDITED).status, 409);
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
        r#"{"version":"x","text":"a"}"#,
        r#"{"path":"x","version":"x","text":"a","more":1}"#,
        r#"{"path":"x","version":"x","text":"\ud800"}"#,
    ] {
        let reply = ui.ask(&cookie, "PUT /local.json", &["Content-Type: application/json"], body.as_bytes());
        assert_eq!(reply.status, 400, "{body}: {}", reply.body);
    }
    assert_eq!(ui.text(), VALUES);
}

#[test]
fn of_two_files_each_is_written_by_itself_and_no_third_one() {
    let ui = Ui::with("production.yaml", "ui: {}\n");
    let other = || fs::read_to_string(ui.folder.path().join("production.yaml")).unwrap();
    let cookie = ui.enter();
    let loaded = ui.load_all(&cookie);
    let [values, production] = &loaded[..] else { panic!("{loaded:?}") };
    assert_eq!((&values["name"], &production["name"]), (&json!("values.yaml"), &json!("production.yaml")));
    assert_eq!((&values["text"], &production["text"]), (&json!(VALUES), &json!("ui: {}\n")));

    let crossed = json!({"path": values["path"], "version": production["version"]});
    assert_eq!(ui.save(&cookie, &crossed, EDITED).status, 409, "the version of another file");
    let third = ui.folder.path().join("third.yaml");
    fs::write(&third, "a: 1\n").unwrap();
    let foreign = json!({"path": third, "version": values["version"]});
    assert_eq!(ui.save(&cookie, &foreign, EDITED).status, 409, "a file that was not opened");
    assert_eq!((ui.text(), other()), (VALUES.to_owned(), "ui: {}\n".to_owned()));
    assert_eq!(fs::read_to_string(&third).unwrap(), "a: 1\n");

    assert_eq!(ui.save(&cookie, production, EDITED).status, 200);
    assert_eq!((ui.text(), other()), (VALUES.to_owned(), EDITED.to_owned()));
    assert_eq!(ui.save(&cookie, values, "ui: null\n").status, 200, "it did not change");
    assert_eq!((ui.text(), other()), ("ui: null\n".to_owned(), EDITED.to_owned()));
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
    let reply = ui.save(&cookie, &loaded, "ui: {}\n");
    assert_eq!(reply.status, 405, "{}", reply.body);
}

#[test]
fn a_release_without_values_is_empty() {
    let ui = Ui::of_release("null");
    let cookie = ui.enter();
    assert_eq!(ui.load(&cookie)["text"], "");
}
