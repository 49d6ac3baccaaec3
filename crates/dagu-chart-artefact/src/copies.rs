//! Replaces the instruction that copies memory by a call of the guest's own function, which is quicker for short copies.

use anyhow::{Context, Result, bail, ensure};
use walrus::ir::{Call, Instr, InstrSeq, Value, VisitorMut, dfs_pre_order_mut};
use walrus::{ExportItem, FunctionId, Module};

/// The guest's function for copies, with the operands of the instruction as its parameters.
const COPY: &str = "dagu_copy";

/// Copies up to this length need no function if the length is known: wasmtime writes their loads and stores in place.
const IN_PLACE: i32 = 128;

/// Replaces every copy of unknown length outside that function.
pub(crate) fn shorten(module: &mut Module) -> Result<()> {
    let export = module.exports.iter().find(|export| export.name == COPY);
    let export = export.with_context(|| format!("the module does not export `{COPY}`"))?;
    let (id, ExportItem::Function(copy)) = (export.id(), export.item) else {
        bail!("`{COPY}` is not a function");
    };
    module.exports.delete(id);
    let mut copies = Copies { copy, replaced: 0 };
    for (_, function) in module.funcs.iter_local_mut().filter(|(id, _)| *id != copy) {
        let start = function.entry_block();
        dfs_pre_order_mut(&mut copies, function, start);
    }
    ensure!(copies.replaced > 0, "the module does not copy memory, so `{COPY}` is in vain");
    Ok(())
}

struct Copies {
    copy: FunctionId,
    replaced: usize,
}

impl VisitorMut for Copies {
    fn start_instr_seq_mut(&mut self, sequence: &mut InstrSeq) {
        let mut is_in_place = false;
        for (instruction, _) in &mut sequence.instrs {
            if matches!(instruction, Instr::MemoryCopy(_)) && !is_in_place {
                *instruction = Call { func: self.copy }.into();
                self.replaced += 1;
            }
            // The length is the last operand.
            is_in_place = matches!(instruction, Instr::Const(length) if matches!(length.value, Value::I32(0..=IN_PLACE)));
        }
    }
}
