//! The checks of values: one file per check, with its codes, documentation, messages and help.
//!
//! A code that another module reports is declared in that module.

pub(crate) mod boolean_key;
pub(crate) mod extra_objects;
pub(crate) mod finished_probes;
pub(crate) mod image_reference;
pub(crate) mod image_repository;
pub(crate) mod metadata;
pub(crate) mod moves;
pub(crate) mod next_line;
pub(crate) mod object_names;
pub(crate) mod persistence;
pub(crate) mod release;
pub(crate) mod server_credentials;
pub(crate) mod storage_class;

mod access_mode;
mod auth_mode;
mod base_path;
mod basic_credentials;
mod basic_username;
mod blank_credential;
mod cached_tag;
mod claim_size;
mod confused_credentials;
mod containers;
mod coordinator_replicas;
mod data_volume;
mod digest;
mod empty_pools;
mod exposure;
mod extra_env;
mod extra_items;
mod hard_links;
mod hooks;
mod ignored_setting;
mod ingress;
mod inherited;
mod ip_access;
mod known_vulnerability;
mod labelled_pool;
mod list_item;
mod local_runs;
mod long_login;
mod missing_components;
mod mounts;
mod needs_root;
mod no_pools;
mod no_replicas;
mod node_selectors;
mod not_supported;
mod own_image;
mod password_length;
mod password_source;
mod pod_labels;
mod pool_labels;
mod pool_name;
mod probe_handlers;
mod public_url;
mod quantity;
mod resources;
mod restricted;
mod secret_reference;
mod service_account;
mod setup_page;
mod short_token_secret;
mod shutdown_timeout;
mod small_limits;
mod standby_scheduler;
mod storage_class_name;
mod timezone;
mod token_ttl;
mod tolerations;
mod twin_pools;
mod ui_runs;
mod ui_service;
mod unreachable_gpus;
mod unused_credentials;
mod volume_mode;
mod weak_password;

use crate::diagnostic::{Findings, Rule};
use crate::values::Values;
use crate::version::Version;

/// The input of the checks.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'v> {
    /// The decoded values.
    pub(crate) values: &'v Values,
    /// The version of Dagu in the image.
    pub(crate) version: Version,
}

type Check = fn(Subject<'_>, &mut Findings);

/// One row per file: its codes, and its check if that needs only the values and the version.
macro_rules! rules {
    ($($file:ident => [$($code:ident),*] $(, $check:ident)?;)*) => {
        /// Every check of decoded values.
        const CHECKS: &[Check] = &[$($($file::$check,)?)*];

        /// Every code of this module.
        #[cfg(any(feature = "docs", test))]
        pub(crate) const RULES: &[&Rule] = &[$($(&$file::$code,)*)*];
    };
}

// The checks run in this order, which is the order of the keys in values.yaml.
rules! {
    image_reference => [IMAGE_REFERENCE], check_others;
    digest => [DIGEST], check;
    missing_components => [MISSING_COMPONENTS, MISSING_BUILTIN_USERS], check;
    cached_tag => [CACHED_TAG], check;
    own_image => [OWN_IMAGE], check;
    known_vulnerability => [KNOWN_VULNERABILITY], check;
    confused_credentials => [CONFUSED_CREDENTIALS], check;
    local_runs => [LOCAL_RUNS], check;
    not_supported => [NOT_SUPPORTED], check;
    persistence => [PERSISTENCE_REQUIRED, CLAIM_SETTINGS_UNUSED, CLAIM_NAME, VOLUME_NAME, OWN_CLAIM], check;
    access_mode => [ACCESS_MODE, UNKNOWN_ACCESS_MODE], check;
    volume_mode => [VOLUME_MODE], check;
    node_selectors => [NODE_SELECTORS], check;
    storage_class_name => [STORAGE_CLASS_NAME], check;
    hard_links => [HARD_LINKS], check;
    claim_size => [CLAIM_SIZE], check;
    auth_mode => [AUTH_MODE], check;
    basic_credentials => [BASIC_CREDENTIALS], check;
    basic_username => [BASIC_USERNAME], check;
    setup_page => [SETUP_PAGE, ADMIN_NAME_MISSING, ADMIN_IGNORED, PASSWORD_WITHOUT_NAME], check;
    password_source => [TWO_SOURCES], check;
    password_length => [PASSWORD_TOO_SHORT], check;
    weak_password => [WEAK_PASSWORD], check;
    blank_credential => [BLANK_CREDENTIAL], check;
    secret_reference => [SECRET_REFERENCE], check;
    short_token_secret => [SHORT_TOKEN_SECRET], check;
    token_ttl => [TOKEN_TTL], check;
    long_login => [LONG_LOGIN], check;
    unused_credentials => [UNUSED_CREDENTIALS], check;
    coordinator_replicas => [COORDINATOR_REPLICAS], check;
    no_replicas => [NO_REPLICAS], check;
    standby_scheduler => [UNFENCED_SCHEDULERS, STANDBY_ON_NFS], check;
    ui_runs => [UI_RUNS], check;
    no_pools => [NO_POOLS], check;
    empty_pools => [EMPTY_POOLS], check;
    pool_name => [POOL_NAME], check;
    boolean_key => [BOOLEAN_KEY], check;
    pool_labels => [POOL_LABELS], check;
    labelled_pool => [LABELLED_POOL], check;
    twin_pools => [TWIN_POOLS], check;
    unreachable_gpus => [UNREACHABLE_GPUS], check;
    quantity => [], check;
    resources => [], check;
    inherited => [], check;
    small_limits => [SMALL_MEMORY, SMALL_CPU], check;
    tolerations => [TOLERATIONS], check;
    shutdown_timeout => [SHUTDOWN_TIMEOUT, GRACE_PERIOD_SHORT, NO_DRAIN], check;
    extra_env => [VARIABLE_TAKEN, CREDENTIAL_ON_WORKERS, VARIABLE_REPLACED, CREDENTIAL_IN_CLEAR], check;
    extra_items => [NAME_TAKEN], check;
    containers => [NAMESERVER_MISSING], check;
    probe_handlers => [PROBE_WITHOUT_HANDLER], check;
    mounts => [], check;
    pod_labels => [SELECTING_LABEL], check;
    data_volume => [DATA_VOLUME], check;
    service_account => [SERVICE_ACCOUNT_NAME, SERVICE_ACCOUNT_ANNOTATIONS], check;
    public_url => [PUBLIC_URL], check;
    ui_service => [SERVICE_SETTING, NODE_PORT], check;
    base_path => [BASE_PATH], check;
    timezone => [TIMEZONE], check;
    list_item => [LIST_ITEM], check;
    ip_access => [ALLOW_LIST_MISSING, ADDRESS, ALLOW_LIST_BEHIND_PROXY, PROXIES_WITHOUT_ALLOW_LIST], check;
    ignored_setting => [IGNORED_SETTING], check;
    ingress => [INGRESS_HOST, INGRESS_CLASS, CERTIFICATE_SECRET, CERTIFICATE_UNUSED, INGRESS_REWRITE], check;
    exposure => [EXPOSED], check;
    extra_objects => [EXTRA_NOT_A_MAP, EXTRA_INCOMPLETE, EXTRA_LIST, EXTRA_DUPLICATE, EXTRA_TEMPLATE], check;
    metadata => [], check;
    hooks => [HOOK], check;
    restricted => [RESTRICTED], check;
    needs_root => [NEEDS_ROOT], check;

    // Other modules call these while they build the release.
    finished_probes => [];
    image_repository => [IMAGE_REPOSITORY];
    moves => [VERSION_BREAK, VERSION_MOVE];
    next_line => [NEXT_LINE];
    object_names => [OBJECT_NAMES];
    release => [RELEASE_NAME, NAMESPACE, KUBERNETES_UNREADABLE, KUBERNETES_TOO_OLD];
    server_credentials => [SERVER_CREDENTIALS];
    storage_class => [STORAGE_CLASS];
}

/// Runs every check on the values.
pub(crate) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    for check in CHECKS {
        check(subject, diagnostics);
    }
}
