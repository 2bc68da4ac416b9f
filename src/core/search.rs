//! Searches and counts in short texts. The standard library's are made for long ones,
//! and cost a client that is downloaded more than they save it.

use alloc::string::String;

/// Whether a text contains a part, in any letter case.
pub fn contains(text: &str, part: &str) -> bool {
    text.as_bytes()
        .windows(part.len())
        .any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
}

/// Whether a byte is one of some.
pub fn has(bytes: &[u8], byte: u8) -> bool {
    let mut has = false;
    for one in bytes {
        has |= *one == byte;
    }
    has
}

/// What stands before and behind the first character of a kind.
pub fn split(text: &str, is_end: fn(char) -> bool) -> Option<(&str, &str)> {
    let mut after = text.chars();
    while let Some(c) = after.next() {
        if is_end(c) {
            let rest = after.as_str();
            let before = text.len() - rest.len() - c.len_utf8();
            return Some((text.get(..before)?, rest));
        }
    }
    None
}

/// Whether a text is nothing but white space.
pub fn is_blank(text: &str) -> bool {
    split(text, |c| !c.is_whitespace()).is_none()
}

/// A text without the white space around it.
pub fn trim(text: &str) -> &str {
    let mut trimmed = "";
    let mut after = text;
    let mut start = text.len();
    while let Some((before, rest)) = split(after, |c| !c.is_whitespace()) {
        start = start.min(text.len() - after.len() + before.len());
        after = rest;
        trimmed = text.get(start..text.len() - rest.len()).unwrap_or_default();
    }
    trimmed
}

/// How many characters a text has.
pub fn length(text: &str) -> usize {
    let mut length = 0;
    for _ in text.chars() {
        length += 1;
    }
    length
}

/// As much of a text as has that many characters.
pub fn first(text: &str, most: usize) -> &str {
    let mut after = text.chars();
    for _ in 0..most {
        after.next();
    }
    let length = text.len() - after.as_str().len();
    text.get(..length).unwrap_or(text)
}

/// Puts something else in the place of every occurrence of a part.
pub fn replace(text: &str, part: &str, with: &str) -> String {
    let mut replaced = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (found, instead) = match rest.strip_prefix(part) {
            Some(_) if !part.is_empty() => (part, with),
            _ => {
                let one = first(rest, 1);
                (one, one)
            }
        };
        replaced.push_str(instead);
        rest = rest.get(found.len()..).unwrap_or_default();
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contains_looks_at_letters_not_at_their_case() {
        assert!(contains("Security Check PENDING", "check pending"));
        assert!(!contains("check", "check pending"));
        assert!(!contains("", "a"));
    }

    #[test]
    fn a_text_is_split_at_the_first_of_its_kind() {
        assert_eq!(split("é{x}{", |c| c == '{'), Some(("é", "x}{")));
        assert_eq!(split("aé", |c| c == 'é'), Some(("a", "")));
        assert_eq!(split("", |_| true), None);
    }

    #[test]
    fn white_space_around_a_text_goes_and_within_it_stays() {
        for (text, trimmed) in [
            ("", ""),
            (" \n\u{a0}", ""),
            ("\t é  x\u{3000}", "é  x"),
            ("ab", "ab"),
        ] {
            assert_eq!(trim(text), trimmed);
            assert_eq!(is_blank(text), trimmed.is_empty());
        }
    }

    #[test]
    fn a_length_is_in_characters() {
        assert_eq!(length("é😀a"), 3);
        assert_eq!(first("é😀a", 2), "é😀");
        assert_eq!(first("é", 2), "é");
    }

    #[test]
    fn replace_finds_all_and_leaves_the_rest() {
        assert_eq!(replace("é sk_1sk_1, sk_2", "sk_1", "[x]"), "é [x][x], sk_2");
        assert_eq!(replace("aaa", "aa", "aa!"), "aa!a");
        assert_eq!(replace("abc", "", "x"), "abc");
    }
}
