// Inputs of a call that a host gets as JSON: from a request, a page or a file.
//
//   {"data": {...}, "previous": {...}, "roots": {"env": {...}}, "call_id": "...", "tenant": "...",
//    "case_id": "...", "chain_depth": 0, "trigger": "on_update", "seed": 7}
//
// All are optional, null is as left out. A seed is a number or its digits as text. call_id, case_id
// and chain_depth are also read as JavaScript spells them: callId, caseId, chainDepth. Secrets are
// not among them: whether they may come that way is the host's to say.
#pragma once

#include "fieldcall/inputs.hpp"
#include "fieldcall/json_text.hpp"
#include "fieldcall/result.hpp"

namespace fieldcall {

// Reads one member into `inputs`. False = no input has that name. Error codes: "invalid_input",
// "invalid_trigger"; the message names the member and never quotes its value.
Result<bool> read_call_input(const JsonMember& member, CallInputs& inputs);

}  // namespace fieldcall
