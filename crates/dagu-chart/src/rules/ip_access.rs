//! The IP addresses that may reach the UI.

use std::net::IpAddr;

use super::{Rule, Subject};
use crate::diagnostic::{Findings, Severity};
use crate::path::ValuePath;
use crate::setting;

/// Dagu would ignore the list.
pub(super) const ALLOW_LIST_MISSING: Rule = Rule {
    code: "D1002",
    name: "allow-list-missing",
    severity: Severity::Error,
    doc: doc!(
        "Dagu before 2.15 ignores `config.ipAccess.allowedIPs` and accepts requests from every address. Use Dagu 2.15 or later, or remove the list and restrict access with a NetworkPolicy or at the Ingress."
    ),
};

/// Dagu would not start.
pub(super) const ADDRESS: Rule = Rule {
    code: "D1007",
    name: "address-not-allowed",
    severity: Severity::Error,
    doc: doc!(
        "Every entry must be an IP address or a network in CIDR notation, such as `10.0.0.0/8`. With any other entry, such as a host name, Dagu does not start."
    ),
};

/// Every request has the address of the proxy.
pub(super) const ALLOW_LIST_BEHIND_PROXY: Rule = Rule {
    code: "D1008",
    name: "allow-list-behind-proxy",
    severity: Severity::Error,
    doc: doc!(
        "Behind an Ingress, every request comes from the address of the Ingress controller. Unless Dagu trusts the controller to report the client's address, the list allows either every client or none. Add the networks of the controller's pods to `config.ipAccess.trustedProxies`."
    ),
};

/// A list of proxies without a list of clients.
pub(super) const PROXIES_WITHOUT_ALLOW_LIST: Rule = Rule {
    code: "D1009",
    name: "proxies-without-allow-list",
    severity: Severity::Warning,
    doc: doc!(
        "Dagu uses `config.ipAccess.trustedProxies` only together with `config.ipAccess.allowedIPs`. While `allowedIPs` is empty, Dagu accepts requests from every address. Add the addresses that may reach the UI, or remove `trustedProxies`."
    ),
};

/// The key of `config` whose declaration has the first version.
const KEY: &str = "ipAccess";
const ALLOWED: &str = "config.ipAccess.allowedIPs";
const PROXIES: &str = "config.ipAccess.trustedProxies";

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let Subject { values, version } = subject;
    let access = &values.config.ip_access;
    for (path, addresses) in [(ALLOWED, &access.allowed_ips), (PROXIES, &access.trusted_proxies)] {
        for (index, address) in addresses.iter().enumerate().filter(|(_, address)| !is_network(address)) {
            diagnostics.push(ADDRESS.at(
                ValuePath::of(path).index(index),
                format!("`{}` is not an IP address or a network", address.escape_debug()),
                "use an address such as `192.0.2.7` or a network such as `10.0.0.0/8`",
            ));
        }
    }
    if access.allowed_ips.is_empty() {
        if !access.trusted_proxies.is_empty() {
            diagnostics.push(PROXIES_WITHOUT_ALLOW_LIST.at(
                ALLOWED,
                "`allowedIPs` is empty, so Dagu accepts requests from every address and ignores `trustedProxies`",
                "add the addresses that may reach the UI to `config.ipAccess.allowedIPs`, or remove `trustedProxies`",
            ));
        }
    } else if !version.reaches(setting::since(KEY)) {
        diagnostics.push(ALLOW_LIST_MISSING.at(
            ALLOWED,
            format!("Dagu {version} ignores this list and accepts requests from every address"),
            format!(
                "set `image.tag` to Dagu {} or later, or remove the list and restrict access with a NetworkPolicy or at the Ingress",
                setting::since(KEY)
            ),
        ));
    } else if values.ingress.is_enabled() && access.trusted_proxies.is_empty() {
        diagnostics.push(ALLOW_LIST_BEHIND_PROXY.at(
            PROXIES,
            "every request has the address of the Ingress controller, and Dagu does not trust it to report the client's address",
            "add the networks of the controller's pods to `config.ipAccess.trustedProxies`",
        ));
    }
}

/// Whether the text is an IP address, or a network in CIDR notation.
pub(super) fn is_network(text: &str) -> bool {
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length)),
        None => (text, None),
    };
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let longest = if address.is_ipv4() { 32 } else { 128 };
    length.is_none_or(|length| {
        // Go accepts neither a sign nor a leading zero.
        let plain = length.bytes().all(|b| b.is_ascii_digit()) && (length == "0" || !length.starts_with('0'));
        plain && length.parse::<u8>().is_ok_and(|length| length <= longest)
    })
}

#[cfg(test)]
mod tests {
    use super::is_network;

    #[test]
    fn reads_networks_as_go_does() {
        for text in ["10.0.0.0/8", "192.0.2.7", "2001:db8::/32", "::1", "0.0.0.0/0", "::ffff:10.0.0.0/104"] {
            assert!(is_network(text), "{text}");
        }
        for text in [
            "",
            "10.0.0.0/33",
            "10.0.0.0/",
            "10.0.0.0/08",
            "10.0.0.0/+8",
            "10.1/16",
            "010.0.0.1",
            "::1/129",
            "vpn",
            "10.0.0.1 ",
        ] {
            assert!(!is_network(text), "{text}");
        }
    }
}
