//! Any requests, one after the other, against one emulator: every answer is
//! one that the platform could give, and what it remembers stays sound.
#![no_main]

mod answer;
mod driver;
mod sequence;
mod soundness;

use driver::Driver;
use libfuzzer_sys::fuzz_target;
use sequence::Sequence;

fuzz_target!(|sequence: Sequence| {
    let mut driver = Driver::new(&sequence.setup);
    for step in sequence.steps.iter().take(sequence::MOST_STEPS) {
        driver.take(step);
    }
    soundness::check(driver);
});
