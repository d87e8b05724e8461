//! The terminal side: lines typed become events, replies become lines.
