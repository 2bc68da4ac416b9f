//! Texts in texts.
//!
//! The standard library's search is made for long texts, and is five times the
//! size of what is searched for with it here.

/// A text in lower case, letter by letter.
#[cfg(not(target_arch = "wasm32"))]
pub fn lower_case(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

#[cfg(target_arch = "wasm32")]
pub use super::wasm::lower_case;

/// Where a text first has another one in it, in bytes.
pub fn find(text: &str, part: &str) -> Option<usize> {
    if part.is_empty() {
        return Some(0);
    }
    let mut windows = text.as_bytes().windows(part.len());
    windows.position(|window| window == part.as_bytes())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_the_standard_library_finds(text in "[ab\u{e9}]{0,12}", part in "[ab\u{e9}]{0,3}") {
            prop_assert_eq!(find(&text, &part), text.find(&part));
        }
    }
}
