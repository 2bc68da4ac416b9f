//! Which bytes of a text stand for themselves in JSON.

/// How many bytes at the start stand for themselves: up to a quote, a
/// backslash or a control character. Eight at a time: reading and writing
/// texts is most of what is done.
pub fn count(text: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 0xff;
    let (words, rest) = text.as_chunks();
    let mut count = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        // In the high bit of each byte, whether it is smaller; above one that is,
        // it may be wrong. Bytes of more than ASCII have that bit themselves.
        let smaller = |word: u64, than: u64| word.wrapping_sub(ONES * than);
        let quote = smaller(word ^ (ONES * u64::from(b'"')), 1);
        let backslash = smaller(word ^ (ONES * u64::from(b'\\')), 1);
        let special = (smaller(word, 0x20) | quote | backslash) & !word & (ONES << 7);
        if special != 0 {
            return count + special.trailing_zeros() as usize / 8;
        }
        count += 8;
    }
    let is_special = |byte: &u8| matches!(byte, ..0x20 | b'"' | b'\\');
    count + rest.iter().position(is_special).unwrap_or(rest.len())
}
