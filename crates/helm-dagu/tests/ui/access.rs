//! What is refused.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::client::{Ui, VALUES};

#[test]
fn the_link_opens_the_page_once() {
    let ui = Ui::start();
    let get = |path: &str| ui.send(&[&format!("GET {path} HTTP/1.1"), &format!("Host: {}", ui.host())], b"");
    assert_eq!(get("/?token=").status, 403);
    assert_eq!(get("/?token=wrong").status, 403);
    assert_eq!(get(&format!("{}x", ui.entrance())).status, 403);

    let opened = get(ui.entrance());
    assert_eq!(opened.status, 200);
    let cookie = &opened.headers["set-cookie"];
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{cookie}");
    let token = ui.entrance().trim_start_matches("/?token=");
    assert!(token.len() == 22 && !cookie.contains(token), "{cookie}");

    let again = get(ui.entrance());
    assert_eq!((again.status, again.headers.get("set-cookie")), (403, None), "the token is used");
    let cookie = cookie.split(';').next().unwrap();
    let again = ui.ask(cookie, &format!("GET {}", ui.entrance()), &[], b"");
    assert_eq!(again.status, 200, "the browser that used it has the cookie");
    assert!(again.body.contains("<a href=\"/?local\">"), "{}", again.body);

    let page = ui.ask(cookie, "GET /?local", &[], b"");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<meta name=\"dagu-local\" content=\"/local.json\" />"), "{}", page.body);
    let policy = &page.headers["content-security-policy"];
    assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{policy}");
    assert!(policy.ends_with("; frame-ancestors 'none'"), "{policy}");
    for (header, value) in [
        ("cache-control", "no-store"),
        ("cross-origin-resource-policy", "same-origin"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(page.headers[header], value);
    }
}

#[test]
fn nothing_is_served_without_the_cookie() {
    let ui = Ui::start();
    let cookie = ui.enter();
    let name = cookie.split('=').next().unwrap();
    let other = format!("{name}x={}", &cookie[name.len() + 1..]);
    for cookie in ["", &format!("{name}="), &cookie[..cookie.len() - 1], &other] {
        for line in ["GET /", "GET /index.html", "GET /local.json", "PUT /local.json", "DELETE /"] {
            let reply = ui.ask(cookie, line, &["Content-Type: application/json"], b"{}");
            assert_eq!(reply.status, 403, "{line} with {cookie:?}");
            assert!(!reply.body.contains("Production"));
        }
    }
    assert_eq!(ui.ask(&format!("a=b; {cookie}; c=d"), "GET /", &[], b"").status, 200);
}

#[test]
fn another_name_of_the_machine_is_refused() {
    let ui = Ui::start();
    let port = ui.port;
    let foreign = [
        format!("Host: evil.example:{port}"),
        "Host: 127.0.0.1".to_owned(),
        format!("Host: 127.0.0.1:{port}.evil.example"),
        format!("Host: 0.0.0.0:{port}"),
        format!("Host: [::1]:{port}"),
        "X-No-Host: 1".to_owned(),
        format!("Host: 127.0.0.1:{port}\r\nHost: evil.example"),
    ];
    let line = format!("GET {} HTTP/1.1", ui.entrance());
    for host in &foreign {
        let status = ui.send(&[&line, host], b"").status;
        assert!([400, 403].contains(&status), "{host}: {status}");
    }
    // Those requests did not use up the token.
    let cookie = format!("Cookie: {}", ui.enter());
    for host in &foreign {
        let status = ui.send(&["GET /local.json HTTP/1.1", host, &cookie], b"").status;
        assert!([400, 403].contains(&status), "{host}: {status}");
    }
    let own = format!("Host: localhost:{port}");
    assert_eq!(ui.send(&["GET /local.json HTTP/1.1", &own, &cookie], b"").status, 200);
}

#[test]
fn a_page_of_another_origin_is_refused() {
    let ui = Ui::start();
    let cookie = ui.enter();
    let body = serde_json::json!({"version": ui.load(&cookie)["version"], "text": "a: 1"}).to_string();
    for origin in
        ["http://evil.example", "null", "http://localhost:1", "http://127.0.0.1", "https://127.0.0.1"]
    {
        let origin = format!("Origin: {origin}");
        assert_eq!(ui.ask(&cookie, "GET /local.json", &[&origin], b"").status, 403, "{origin}");
        let json = "Content-Type: application/json";
        assert_eq!(
            ui.ask(&cookie, "PUT /local.json", &[&origin, json], body.as_bytes()).status,
            403,
            "{origin}"
        );
        assert_eq!(ui.ask(&cookie, "OPTIONS /local.json", &[&origin], b"").status, 403, "{origin}");
    }
    let other_name = format!("Origin: http://localhost:{}", ui.port);
    assert_eq!(
        ui.ask(&cookie, "GET /local.json", &[&other_name], b"").status,
        403,
        "not the name of the Host"
    );
    assert_eq!(ui.text(), VALUES);
}

#[test]
fn only_the_files_of_the_page_are_served() {
    let ui = Ui::start();
    let cookie = ui.enter();
    for path in [
        "/../values.yaml",
        "/assets/../../values.yaml",
        "/%2e%2e/values.yaml",
        "/..%2fvalues.yaml",
        "/a\\..\\b",
    ] {
        assert_eq!(ui.ask(&cookie, &format!("GET {path}"), &[], b"").status, 400, "{path}");
    }
    for path in ["/values.yaml", "//etc/passwd", "/assets/", "/index.html/"] {
        assert_eq!(ui.ask(&cookie, &format!("GET {path}"), &[], b"").status, 404, "{path}");
    }
    assert_eq!(ui.ask(&cookie, "GET http://127.0.0.1/", &[], b"").status, 400);
    assert_eq!(ui.ask(&cookie, "DELETE /local.json", &[], b"").status, 405);
    assert_eq!(ui.ask(&cookie, "POST /", &[], b"a=b").status, 405);
}

#[test]
fn a_body_of_100_mb_is_refused_before_it_is_read() {
    let ui = Ui::start();
    let cookie = ui.enter();
    let json = "Content-Type: application/json";
    let announced = ui.ask(&cookie, "PUT /local.json", &[json, "Content-Length: 100000000"], b"");
    assert_eq!(announced.status, 413, "without a byte of it");
    let sent = ui.ask(&cookie, "PUT /local.json", &[json], &vec![b' '; 100_000_000]);
    assert_eq!(sent.status, 413, "{}", sent.body);
    let chunked =
        ui.ask(&cookie, "PUT /local.json", &[json, "Transfer-Encoding: chunked"], b"2\r\n{}\r\n0\r\n\r\n");
    assert_eq!(chunked.status, 411);
    assert_eq!(ui.text(), VALUES);
}

#[test]
fn a_request_that_comes_in_drops_does_not_hold_a_connection() {
    let ui = Ui::start();
    let mut stream = TcpStream::connect(("127.0.0.1", ui.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
    let begin = Instant::now();
    let mut rest = [0; 8];
    // Each byte comes well before a server would give up waiting for one.
    while stream.write_all(b"x").is_ok() && !matches!(stream.read(&mut rest), Ok(0)) {
        assert!(begin.elapsed() < Duration::from_secs(30), "it still waits for the rest");
    }
}

#[test]
fn it_listens_on_loopback_only() {
    let ui = Ui::start();
    // A server on all addresses would listen here too.
    assert!(TcpStream::connect(("127.0.0.2", ui.port)).is_err());
}
