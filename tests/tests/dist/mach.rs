//! The programs for macOS, which cannot run here: their format, the libraries that they need, and their signature.

use std::fs;

use anyhow::{Context, Result, bail, ensure};
use dagu_chart_host::core_sha256;
use sha2::{Digest, Sha256};

use crate::archive::unpacked;
use crate::release;

/// Numbers of Apple's headers `mach-o/loader.h` and `cs_blobs.h`.
mod number {
    pub(super) const MAGIC: u32 = 0xfeed_facf;
    pub(super) const EXECUTE: u32 = 2;
    pub(super) const X86_64: u32 = 0x0100_0007;
    pub(super) const ARM64: u32 = 0x0100_000c;
    pub(super) const LOAD_DYLIB: u32 = 0xc;
    pub(super) const LOAD_WEAK_DYLIB: u32 = 0x8000_0018;
    pub(super) const CODE_SIGNATURE: u32 = 0x1d;
    pub(super) const BUILD_VERSION: u32 = 0x32;
    pub(super) const OLDEST_MACOS: u32 = 0x24;
    pub(super) const MACOS: u32 = 1;
    pub(super) const SIGNATURE: u32 = 0xfade_0cc0;
    pub(super) const CODE_DIRECTORY: u32 = 0xfade_0c02;
    pub(super) const SHA256: u8 = 2;
}

/// The oldest macOS that a program may need: Rust's own.
const OLDEST_AMD64: u32 = version(10, 12);
const OLDEST_ARM64: u32 = version(11, 0);

const fn version(major: u32, minor: u32) -> u32 {
    major << 16 | minor << 8
}

/// For processors of Intel, for which macOS asks for no signature.
pub(crate) fn prove_amd64() -> Result<()> {
    let file = File::of("darwin-amd64")?;
    file.prove(number::X86_64, OLDEST_AMD64)?;
    if let Some(signature) = file.signature()? {
        file.prove_signed(signature)?;
    }
    Ok(())
}

/// For Apple's processors. macOS kills a program there whose signature is missing or wrong.
pub(crate) fn prove_arm64() -> Result<()> {
    let file = File::of("darwin-arm64")?;
    file.prove(number::ARM64, OLDEST_ARM64)?;
    file.prove_signed(file.signature()?.context("the program is not signed")?)
}

/// A program.
struct File {
    bytes: Vec<u8>,
}

/// A command to the loader of programs: its number and its bytes.
struct Command<'a> {
    number: u32,
    bytes: &'a [u8],
}

impl File {
    fn of(platform: &str) -> Result<Self> {
        let folder = unpacked(&release::plugin_for(platform))?;
        Ok(Self { bytes: fs::read(folder.path().join("helm-dagu"))? })
    }

    fn prove(&self, processor: u32, oldest: u32) -> Result<()> {
        let head = [0, 4, 12].map(|at| little(&self.bytes, at));
        let [magic, for_processor, kind] = head;
        ensure!(magic? == number::MAGIC, "not a program of macOS");
        ensure!(for_processor? == processor && kind? == number::EXECUTE, "not a program for this processor");
        ensure!(
            memchr::memmem::find(&self.bytes, core_sha256().as_bytes()).is_some(),
            "another core: run `cargo xtask dist`"
        );
        let mut needed = None;
        for command in self.commands()? {
            match command.number {
                number::LOAD_DYLIB | number::LOAD_WEAK_DYLIB => {
                    let library = command.text(8)?;
                    ensure!(
                        ["/usr/lib/", "/System/Library/"].iter().any(|folder| library.starts_with(folder)),
                        "the program needs {library}, which is no part of macOS"
                    );
                }
                number::BUILD_VERSION => {
                    ensure!(
                        little(command.bytes, 8)? == number::MACOS,
                        "a program for another system of Apple"
                    );
                    needed = Some(little(command.bytes, 12)?);
                }
                // What stood in its place before macOS 10.14.
                number::OLDEST_MACOS => needed = Some(little(command.bytes, 8)?),
                _ => {}
            }
        }
        let needed = needed.context("the program names no version of macOS")?;
        ensure!(needed <= oldest, "the program needs macOS {}.{}", needed >> 16, needed >> 8 & 0xff);
        Ok(())
    }

    fn commands(&self) -> Result<Vec<Command<'_>>> {
        let mut at = 32;
        let mut commands = Vec::new();
        for _ in 0..little(&self.bytes, 16)? {
            let size = little(&self.bytes, at + 4)? as usize;
            let bytes = self.bytes.get(at..at + size).context("the commands end early")?;
            commands.push(Command { number: little(bytes, 0)?, bytes });
            at += size;
        }
        Ok(commands)
    }

    /// Where the signature is, and its bytes.
    fn signature(&self) -> Result<Option<(usize, &[u8])>> {
        let commands = self.commands()?;
        let Some(command) = commands.iter().find(|command| command.number == number::CODE_SIGNATURE) else {
            return Ok(None);
        };
        let start = little(command.bytes, 8)? as usize;
        let end = start + little(command.bytes, 12)? as usize;
        Ok(Some((start, self.bytes.get(start..end).context("the signature ends early")?)))
    }

    /// The signature has the right sum of every page before it.
    fn prove_signed(&self, (start, signature): (usize, &[u8])) -> Result<()> {
        ensure!(big(signature, 0)? == number::SIGNATURE, "not a signature");
        let directory = signature.get(big(signature, 16)? as usize..).context("no directory")?;
        ensure!(big(directory, 0)? == number::CODE_DIRECTORY, "the signature begins with something else");
        let end = big(directory, 32)? as usize;
        ensure!(end == start, "the signature is for {end} bytes of {start}");
        let [size, kind, _, page] = directory.get(36..40).context("no sums")? else { bail!("no sums") };
        ensure!(*kind == number::SHA256 && *size == 32, "sums of kind {kind} with {size} bytes");
        let sums = directory.get(big(directory, 16)? as usize..).context("no sums")?;
        let mut sums = sums.chunks(32);
        for (index, page) in self.bytes[..end].chunks(1 << page).enumerate() {
            let sum = sums.next().context("too few sums")?;
            ensure!(Sha256::digest(page)[..] == *sum, "page {index} has another sum than the signature");
        }
        Ok(())
    }
}

impl Command<'_> {
    /// The text whose offset is in the command.
    fn text(&self, at: usize) -> Result<String> {
        let text = self.bytes.get(little(self.bytes, at)? as usize..).context("no text")?;
        let text = text.split(|byte| *byte == 0).next().unwrap_or_default();
        Ok(String::from_utf8(text.to_owned())?)
    }
}

fn little(bytes: &[u8], at: usize) -> Result<u32> {
    Ok(u32::from_le_bytes(four(bytes, at)?))
}

/// Numbers of a signature, unlike all others of a program.
fn big(bytes: &[u8], at: usize) -> Result<u32> {
    Ok(u32::from_be_bytes(four(bytes, at)?))
}

fn four(bytes: &[u8], at: usize) -> Result<[u8; 4]> {
    Ok(bytes.get(at..at + 4).context("the program ends early")?.try_into()?)
}
