//! The Telegram side: updates become events, replies become calls. It decides nothing.
