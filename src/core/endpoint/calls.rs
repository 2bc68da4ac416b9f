//! Outbound calls.

use crate::core::body;
use crate::core::error::Error;
use crate::core::path::Path;
use crate::core::request::{Method, Request};

/// `POST /conversation/outbound`: dials a real person.
pub fn start_outbound(call: &str, test_call: bool) -> Result<Request, Error> {
    body::check_outbound_call(call)?;
    let mut request =
        Request::new(Method::Post, Path::new("conversation").then("outbound")).with_body(call);
    request.test_call = test_call;
    Ok(request)
}
