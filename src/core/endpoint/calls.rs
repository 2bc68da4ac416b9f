//! Outbound calls.

use super::Endpoint;
use crate::core::body;
use crate::core::error::Error;
use crate::core::json::Json;
use crate::core::request::Request;

/// What to do when it is not known whether a call was started.
pub(super) const LOOK_FIRST: &str =
    "somebody may be on the line: look at the platform's call log before you call again";

static START_OUTBOUND: Endpoint =
    Endpoint::making("conversation/outbound", LOOK_FIRST).checked(body::check_outbound_call);

/// `POST /conversation/outbound`: dials a real person.
pub fn start_outbound(call: &Json, test_call: bool) -> Result<Request, Error> {
    let request = START_OUTBOUND.with(&[], call)?;
    request.test_call.set(test_call);
    Ok(request)
}
