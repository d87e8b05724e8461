//! The tests that drive Lotse from outside, in one binary because each further one costs a link.

mod architecture;
