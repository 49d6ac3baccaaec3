//! The formats that Kubernetes requires of strings, with a help for each (k8s.io/apimachinery, `util/validation`).

mod cron;
mod iscsi;
mod resource;

use std::net::IpAddr;

use crate::binary;

use cron::is_cron;
use iscsi::is_iqn;
use resource::{is_resource, is_resource_field};

use super::words::{is_data_key, is_label, is_label_key, is_label_value, is_subdomain};

/// A format.
pub(crate) struct Format {
    name: &'static str,
    /// Whether a text has the format.
    pub(crate) fits: fn(&str) -> bool,
    /// A noun for such a text: `an IP address`.
    pub(crate) is: &'static str,
    /// The help.
    pub(crate) help: &'static str,
}

impl Format {
    /// Whether a finding may show the text: a text that should be base64 can be a credential in plain text.
    pub(crate) fn may_be_shown(&self) -> bool {
        self.name != "base64"
    }
}

const fn format(name: &'static str, fits: fn(&str) -> bool, is: &'static str, help: &'static str) -> Format {
    Format { name, fits, is, help }
}

const LETTERS: &str =
    "use at most 63 letters, digits, `-`, `_` and `.`; start and end with a letter or digit";
const LOWERCASE: &str =
    "use at most 63 lowercase letters, digits and dashes; start and end with a letter or digit";

static FORMATS: &[Format] = &[
    format("absolute", |text| text.starts_with('/'), "an absolute path", "start it with `/`"),
    format(
        "annotation-key",
        |text| is_label_key(&text.to_ascii_lowercase()),
        "a valid annotation key",
        "use at most 63 letters, digits, `-`, `_` and `.`, after an optional domain and `/`",
    ),
    format(
        "base64",
        |text| binary::decode(text).is_some(),
        "base64",
        "put plain text into `stringData` (Secret) or `data` (ConfigMap), or encode it with `base64 -w0`",
    ),
    format(
        "cluster-ip",
        |text| text == "None" || is_ip(text),
        "an IP address or `None`",
        "remove it, or set an IP address, or `None` for a headless Service",
    ),
    format(
        "cron",
        is_cron,
        "a valid cron schedule",
        "use minute, hour, day, month and weekday such as `30 4 * * *`, or a macro such as `@daily`",
    ),
    format(
        "data-key",
        is_data_key,
        "a valid key of a Secret or ConfigMap",
        "use letters, digits, `-`, `_` and `.`",
    ),
    format(
        "driver",
        |text| text.len() <= 63 && is_subdomain(&text.to_ascii_lowercase()),
        "a valid CSI driver name",
        "use a name such as `csi.example.com` of at most 63 characters",
    ),
    format(
        "env-name",
        |text| !text.is_empty() && text.bytes().all(|b| (b' '..=b'~').contains(&b) && b != b'='),
        "a valid environment variable name",
        "use letters, digits and `_`",
    ),
    format(
        "field-path",
        is_field_path,
        "a pod field that an environment variable can use",
        "use `metadata.name`, `metadata.namespace`, `metadata.uid`, `metadata.labels['key']`, `metadata.annotations['key']`, `spec.nodeName`, `spec.serviceAccountName`, `status.hostIP` or `status.podIP`",
    ),
    format(
        "file-path",
        is_file_path,
        "a pod field that a file in a volume can use",
        "use `metadata.name`, `metadata.namespace`, `metadata.uid`, `metadata.labels` or `metadata.annotations`",
    ),
    format(
        "header",
        |text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'),
        "a valid HTTP header name",
        "use letters, digits and dashes",
    ),
    format("host", is_subdomain, "a valid host name", "use a lowercase name such as `wiki.example.com`"),
    format(
        "host-or-all",
        is_host_or_all,
        "a valid host name",
        "use a lowercase name such as `wiki.example.com` or `*.example.com`",
    ),
    format("ip", is_ip, "an IP address", "use an address such as `192.0.2.7` or `2001:db8::1`"),
    format(
        "iqn",
        is_iqn,
        "a valid iSCSI target name",
        "use a name such as `iqn.2001-04.com.example:storage`",
    ),
    format("label", is_label, "a DNS label", LOWERCASE),
    format(
        "label-key",
        is_label_key,
        "a valid label key",
        "use at most 63 letters, digits, `-`, `_` and `.`, after an optional domain and `/`",
    ),
    format("label-value", is_label_value, "a valid label value", LETTERS),
    format(
        "name",
        is_subdomain,
        "a valid object name",
        "use lowercase letters, digits, dashes and dots; start and end with a letter or digit",
    ),
    format(
        "name-52",
        |text| text.len() <= 52 && is_subdomain(text),
        "a valid name of a CronJob",
        "use at most 52 lowercase letters, digits, dashes and dots: the names of its Jobs are longer",
    ),
    format(
        "network",
        is_network,
        "a network in CIDR notation",
        "use a network such as `10.0.0.0/8`, with no bits set after the prefix",
    ),
    format(
        "onward",
        |text| !text.is_empty() && is_onward(text),
        "a path without `..`",
        "remove `..` from the path",
    ),
    format("percent", is_percent, "a percentage", "write a whole number, or a percentage such as `25%`"),
    format(
        "percent-100",
        |text| is_percent(text) && text[..text.len() - 1].parse().is_ok_and(|percent: u32| percent <= 100),
        "a percentage up to 100%",
        "write a whole number, or a percentage such as `25%`",
    ),
    format(
        "port",
        is_port_name,
        "a valid port name",
        "use a number from 1 to 65535 without quotes, or a name of at most 15 lowercase letters, digits and dashes, with at least one letter",
    ),
    format(
        "port-name",
        is_port_name,
        "a valid port name",
        "use at most 15 lowercase letters, digits and dashes, with at least one letter",
    ),
    format(
        "relative",
        |text| !text.starts_with('/') && is_onward(text),
        "a relative path",
        "remove the leading `/` and any `..`",
    ),
    format(
        "reserved",
        |text| !text.is_empty() && !text.starts_with(['/']) && !text.starts_with("..") && is_onward(text),
        "a relative path",
        "remove the leading `/` or `..`, and any `..` in between",
    ),
    format(
        "resource",
        is_resource,
        "a valid container resource",
        "use `cpu`, `memory`, `ephemeral-storage`, or an extended resource such as `nvidia.com/gpu`",
    ),
    format(
        "resource-field",
        is_resource_field,
        "a valid container resource",
        "use `cpu`, `memory` or `ephemeral-storage` after `limits.` or `requests.`, such as `limits.cpu`",
    ),
    format(
        "search",
        |text| text == "." || is_subdomain(&text.strip_suffix('.').unwrap_or(text).replace('_', "-")),
        "a valid DNS search domain",
        "use a domain such as `svc.cluster.local`",
    ),
    format("signer", is_signer, "a valid signer name", "use a name such as `example.com/signer`"),
    format("sysctl", is_sysctl, "a valid sysctl name", "use a name such as `net.ipv4.tcp_syncookies`"),
    format("text", |text| !text.is_empty(), "text", "set a value"),
    format(
        "zone",
        |text| !text.is_empty() && text != "Local" && !text.starts_with(['/', '.']) && is_onward(text),
        "a valid time zone",
        "use a name such as `Europe/Berlin`",
    ),
];

/// The format with a name.
pub(crate) fn named(name: &str) -> Option<&'static Format> {
    let index = FORMATS.binary_search_by_key(&name, |format| format.name).ok()?;
    FORMATS.get(index)
}

fn is_ip(text: &str) -> bool {
    // Kubernetes 1.36 and later reject IPv4-mapped IPv6 addresses.
    text.parse::<IpAddr>().is_ok_and(|address| match address {
        IpAddr::V4(_) => true,
        IpAddr::V6(address) => address.to_ipv4_mapped().is_none(),
    })
}

/// An address and a prefix length; Kubernetes 1.36 and later reject other bits after the prefix.
fn is_network(text: &str) -> bool {
    let Some((address, length)) = text.split_once('/') else { return false };
    let plain = length.bytes().all(|b| b.is_ascii_digit()) && (length == "0" || !length.starts_with('0'));
    let (Ok(length), true, true) = (length.parse::<u32>(), plain, is_ip(address)) else { return false };
    let (bits, width) = match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => (u128::from(u32::from(address)) << 96, 32),
        Ok(IpAddr::V6(address)) => (u128::from(address), 128),
        Err(_) => return false,
    };
    length <= width && bits.checked_shl(length).unwrap_or_default() == 0
}

/// A whole number with `%`.
fn is_percent(text: &str) -> bool {
    text.strip_suffix('%')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

fn is_port_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    (1..=15).contains(&bytes.len())
        && bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-')
        && bytes.iter().any(u8::is_ascii_lowercase)
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
}

/// Whether a path has no `..`.
fn is_onward(text: &str) -> bool {
    text.split('/').all(|part| part != "..")
}

/// A host of an Ingress: a name, optionally with `*` as its first part, but not an IP address.
pub(crate) fn is_host_or_all(text: &str) -> bool {
    let name = text.strip_prefix("*.").unwrap_or(text);
    is_subdomain(name) && name.parse::<IpAddr>().is_err()
}

/// The pod fields that an environment variable can use.
fn is_field_path(text: &str) -> bool {
    const FIELDS: [&str; 9] = [
        "metadata.name",
        "metadata.namespace",
        "metadata.uid",
        "spec.nodeName",
        "spec.serviceAccountName",
        "status.hostIP",
        "status.hostIPs",
        "status.podIP",
        "status.podIPs",
    ];
    FIELDS.contains(&text) || is_subscript(text)
}

/// The pod fields that a file in a volume can use.
fn is_file_path(text: &str) -> bool {
    const FIELDS: [&str; 5] =
        ["metadata.name", "metadata.namespace", "metadata.uid", "metadata.labels", "metadata.annotations"];
    FIELDS.contains(&text) || is_subscript(text)
}

/// `metadata.labels['key']` and the same of annotations.
fn is_subscript(text: &str) -> bool {
    let key = |start: &str| text.strip_prefix(start)?.strip_suffix("']");
    key("metadata.labels['").is_some_and(is_label_key)
        || key("metadata.annotations['").is_some_and(|key| is_label_key(&key.to_ascii_lowercase()))
}

fn is_sysctl(text: &str) -> bool {
    let ends = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= 253
        && text.split(['.', '/']).all(|part| {
            let bytes = part.as_bytes();
            ends(bytes.first())
                && ends(bytes.last())
                && bytes.iter().all(|b| ends(Some(b)) || *b == b'-' || *b == b'_')
        })
}

/// A domain of several parts, and a path.
fn is_signer(text: &str) -> bool {
    text.split_once('/')
        .is_some_and(|(domain, path)| domain.contains('.') && is_subdomain(domain) && is_subdomain(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_sorted() {
        assert!(FORMATS.is_sorted_by(|one, next| one.name < next.name));
    }

    /// What the API server of 1.37 takes and refuses.
    #[test]
    fn formats_take_what_kubernetes_takes() {
        for (name, good, bad) in [
            ("base64", &["", "YQ==", "YWJj\n", "YR=="][..], &["a", "YQ", "secret!", "Y Q=="][..]),
            ("percent", &["0%", "250%"][..], &["25", "%", "-5%", "1.5%", ""][..]),
            ("percent-100", &["100%", "0%", "007%"], &["101%", "1000%", "25"]),
            ("port-name", &["http", "a1-b"], &["", "80", "a--b", "-a", "HTTP", "abcdefghijklmnop"]),
            ("env-name", &["A", "a.b", "1 X", "?"], &["", "A=B", "Ä", "a\n"]),
            ("ip", &["10.0.0.1", "::1"], &["", "010.0.0.1", "10.0.0.1/8", "::ffff:10.0.0.1", "a"]),
            (
                "network",
                &["10.0.0.0/8", "0.0.0.0/0", "10.0.0.1/32", "::/0", "2001:db8::/32"],
                &["", "10.0.0.0", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/08", "::ffff:10.0.0.0/104", "a/8"],
            ),
            ("reserved", &["a/b", "a..b", "."], &["", "/a", "..", "..a", "a/../b"]),
            ("relative", &["", "..a", "a"], &["/a", "../a"]),
            (
                "resource",
                &["cpu", "hugepages-2Mi", "a.b/c", "kubernetes.io/x"],
                &["", "gpu", "requests.a/b", "a.b/", "CPU"],
            ),
            (
                "field-path",
                &["metadata.labels['a']", "status.podIPs"],
                &["", "metadata.labels", "spec.x", "metadata.labels['']"],
            ),
            ("file-path", &["metadata.labels"], &["spec.nodeName"]),
            ("sysctl", &["net/ipv4/a_b", "kernel.shm"], &["", "a..b", "A", "a."]),
            ("search", &[".", "a.b.", "a_b"], &["", "-a", "a..b"]),
            ("driver", &["CSI.x"], &["", "a_b"]),
            (
                "iqn",
                &["iqn.2001-04.com.example:a.b", "eui.0123456789abcdef"],
                &["", "iqn.x", "iqn.2001-04.com", "naa.1"],
            ),
            ("signer", &["a.b/c"], &["a/b", "a.b/"]),
            ("host-or-all", &["a.b", "*.a", "a"], &["", "10.0.0.1", "*", "a_b", "A.b"]),
            ("zone", &["Europe/Berlin", "UTC"], &["", "Local", "../UTC"]),
            (
                "cron",
                &["*/5 * * * *", "0 4 1,15 JAN-mar sun", "@daily", "@every 1h30m", "0-30/10 ? * * 1-5"],
                &[
                    "",
                    "every day",
                    "* * * *",
                    "60 * * * *",
                    "* * 0 * *",
                    "* * * * 7",
                    "5-1 * * * *",
                    "@often",
                    "*/0 * * * *",
                ],
            ),
        ] {
            let format = named(name).expect(name);
            for text in good {
                assert!((format.fits)(text), "{name} {text}");
            }
            for text in bad {
                assert!(!(format.fits)(text), "{name} {text}");
            }
        }
    }
}
