package consimt.whatsapp;

/** What arrived: an envelope, or the reason why it is none. */
public sealed interface Received permits Envelope, Unreadable {}
