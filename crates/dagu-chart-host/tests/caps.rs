//! Each cap, when it is hit, names itself and the flag that raises it.

use std::time::Duration;

use dagu_chart_host::{Answer, ByteSize, Error, Flags, Host, Limits, Seconds};

const MIB: u64 = 1 << 20;

fn post_render(input: &[u8], limits: Limits) -> Result<Answer, Error> {
    Host::new().unwrap().post_render(input, Flags::default(), &limits)
}

fn message(result: Result<Answer, Error>) -> String {
    result.map(|_| ()).unwrap_err().to_string()
}

#[test]
fn memory_is_capped_while_reading() {
    let limits = Limits { memory: Some(ByteSize(4 * MIB)), ..Limits::default() };
    let result = post_render(&vec![b'\n'; 5 << 20], limits);
    assert!(matches!(result, Err(Error::Memory { cap: ByteSize(cap) }) if cap == 4 * MIB));
    let message = message(result);
    assert!(message.contains("4Mi") && message.contains("--max-memory"), "{message}");
}

#[test]
fn memory_is_capped_at_the_start() {
    let limits = Limits { memory: Some(ByteSize(1)), ..Limits::default() };
    assert!(matches!(post_render(b"", limits), Err(Error::Memory { .. })));
}

#[test]
fn output_is_capped() {
    let limits = Limits { output: Some(ByteSize(10)), ..Limits::default() };
    assert!(post_render(b"abcde: 10\n", limits).is_ok());
    let message = message(post_render(b"abcde: 100\n", limits));
    assert!(message.contains("10 bytes") && message.contains("11 bytes"), "{message}");
    assert!(message.contains("--max-output"), "{message}");
}

#[test]
fn time_is_capped() {
    let limits = Limits { time: Some(Seconds(Duration::ZERO)), ..Limits::default() };
    let message = message(post_render(b"a: 1\n", limits));
    assert!(message.contains("0s") && message.contains("--timeout"), "{message}");
}

#[test]
fn a_cap_that_was_hit_leaves_the_host_usable() {
    let host = Host::new().unwrap();
    let none = Limits { time: Some(Seconds(Duration::ZERO)), ..Limits::default() };
    assert!(host.post_render(&b"a: 1\n"[..], Flags::default(), &none).is_err());
    assert!(host.post_render(&b"a: 1\n"[..], Flags::default(), &Limits::default()).is_ok());
}
