//! In wasmtime the core answers with the bytes that it answers with natively.

use dagu_chart::PostRenderOptions;
use dagu_chart_host::{Flags, Host, Limits, core_sha256};

const STREAMS: &[&[u8]] = &[
    b"",
    b"---\n# Source: c/templates/a.yaml\nkind: ConfigMap\n",
    b"a: 1\r\n---\r\nb: &x 'y'\r\n---\nc: *x",
    b"---\nbroken: \xff\xfe\n",
    b"\0",
];

#[test]
fn streams_are_those_of_the_native_core() {
    let host = Host::new().unwrap();
    for input in STREAMS {
        let native = dagu_chart::post_render(input, &PostRenderOptions::default());
        let answer = host.post_render(*input, Flags::default(), &Limits::default()).unwrap();
        let shown = String::from_utf8_lossy(input);
        assert_eq!(answer.ok(), native.ok, "{shown}");
        assert_eq!(answer.input(), *input, "{shown}");
        assert_eq!(answer.stream(), native.concat(input), "{shown}");
        assert_eq!(answer.text(), dagu_chart_api::human(&native.diagnostics), "{shown}");
        assert_eq!(answer.report(), "", "{shown}");
    }
}

#[test]
fn a_long_stream_goes_through_untouched() {
    let host = Host::new().unwrap();
    let stream = b"---\nkind: ConfigMap\ndata: {}\n".repeat(300_000);
    let answer = host.post_render(stream.as_slice(), Flags::default(), &Limits::default()).unwrap();
    assert!(answer.stream() == stream);
}

#[test]
fn the_report_comes_when_it_is_asked_for() {
    let host = Host::new().unwrap();
    let flags = Flags { report: true, ..Flags::default() };
    let answer = host.post_render(&b"a: 1\n"[..], flags, &Limits::default()).unwrap();
    assert_eq!(
        answer.report(),
        "{\n  \"diagnostics\": [],\n  \"format\": 1,\n  \"objects\": [],\n  \"ok\": true\n}\n"
    );
}

#[test]
fn values_are_rendered_as_natively() {
    let host = Host::new().unwrap();
    let native = dagu_chart::render(&dagu_chart_api::RenderRequest::default());
    let answer = host.render("{}", &Limits::default()).unwrap();
    assert_eq!(answer.ok(), native.ok);
    assert_eq!(answer.stream(), native.manifests.into_bytes());
    assert!(answer.report().starts_with('{'));
}

#[test]
fn a_bad_request_is_an_answer() {
    let host = Host::new().unwrap();
    for request in ["", "{", r#"{"valeus": []}"#] {
        let answer = host.render(request, &Limits::default()).unwrap();
        assert!(!answer.ok(), "{request}");
        assert!(answer.text().contains("request"), "{request}");
        assert_eq!(answer.stream(), b"", "{request}");
    }
}

#[test]
fn the_first_comment_of_rendered_manifests_names_the_core() {
    let host = Host::new().unwrap();
    let answer = host.render("{}", &Limits::default()).unwrap();
    let signed = String::from_utf8(answer.signed().concat()).unwrap();
    let lines: Vec<&str> = signed.lines().collect();
    let comment =
        format!("# Rendered by the Dagu chart core {}, sha256:{}", env!("CARGO_PKG_VERSION"), core_sha256());
    assert_eq!(lines[..3], ["---", "# Source: dagu/templates/carrier.yaml", &*comment]);
    let rest: Vec<&str> = lines.iter().copied().filter(|line| *line != comment).collect();
    assert_eq!(rest.len(), lines.len() - 1);
    assert_eq!(rest.join("\n") + "\n", String::from_utf8(answer.stream()).unwrap());

    let values = host.values("{}", 0, &Limits::default()).unwrap();
    assert_eq!(values.signed().concat(), values.stream(), "values are no manifests");
    for input in STREAMS {
        let answer = host.post_render(*input, Flags::default(), &Limits::default()).unwrap();
        assert_eq!(answer.signed().concat(), answer.stream(), "nothing was rendered");
    }
}
