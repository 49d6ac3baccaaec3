//! `helm dagu ui`.

use std::env;
use std::process::ExitCode;

use clap::Args;
use dagu_chart_api::ValuesText;

use crate::failure::Failure;
use crate::helm::Helm;
use crate::interrupt::Interrupt;
use crate::output;
use crate::release_values;
use crate::ui::{Documents, Opened, Server};

/// Edit values files in the browser, with the manifests next to them
///
/// Serves the values editor on this machine until you press Ctrl-C. The link that it prints works once, in one browser;
/// nothing leaves the machine. The editor shows what changes before it writes a file, and refuses to write a file that
/// another program has changed. Of several files each is written by itself.
///
/// The values of a release are shown and can be downloaded; the cluster is not changed.
#[derive(Args)]
#[command(after_help = "Examples:
  helm dagu ui -f values.yaml
  helm dagu ui -f values.yaml -f production.yaml
  helm dagu ui dagu
  helm dagu ui -f values.yaml --port 8080 --no-browser")]
pub(crate) struct Ui {
    /// Release whose values are shown
    #[arg(conflicts_with = "values")]
    release: Option<String>,

    /// Alias of the Dagu chart, if the umbrella chart of the release contains several
    #[arg(long, value_name = "ALIAS", requires = "release")]
    alias: Option<String>,

    /// Values file to edit; the last one wins
    #[arg(short = 'f', long, value_name = "FILE", value_delimiter = ',')]
    values: Vec<String>,

    /// Port on 127.0.0.1; 0 uses a free one
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,

    /// Only print the link; without a terminal or a display no browser is opened either
    #[arg(long)]
    no_browser: bool,
}

impl Ui {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let (documents, interrupt) = match self.release {
            Some(release) => {
                let helm = Helm::find()?;
                let values = release_values::file_of_release(&helm, &release, self.alias)?;
                let name = format!("{}{}", values.name, place(|name| env::var(name).ok()));
                (Documents::of_release(ValuesText { name, ..values })?, helm.into_interrupt())
            }
            None => (Documents::of_files(self.values)?, Interrupt::listen()?),
        };
        let subject = documents.names().map(|names| format!(" for {names}")).unwrap_or_default();
        let server = Server::start(self.port, documents)?;
        let opened = if self.no_browser { None } else { Opened::start(server.link()) };
        let link = match opened {
            Some(_) => "opening it in the browser; the link works once",
            None => "open this link, which works once",
        };
        output::stderr(&format!("Values editor{subject}: {link}. Press Ctrl-C to stop.\n"));
        output::stdout(format!("{}\n", server.link()).as_bytes())?;
        let signal = interrupt.wait();
        server.stop();
        drop(opened);
        Err(Failure::Terminated(signal))
    }
}

/// Where a release is, as far as Helm tells its plugins: releases of several clusters may have the same name.
fn place(variable: impl Fn(&str) -> Option<String>) -> String {
    let given = |name| variable(name).filter(|value| !value.is_empty());
    let namespace = given("HELM_NAMESPACE").map(|namespace| format!(" in namespace {namespace}"));
    let context = given("HELM_KUBECONTEXT").map(|context| format!(" of context {context}"));
    namespace.into_iter().chain(context).collect()
}
