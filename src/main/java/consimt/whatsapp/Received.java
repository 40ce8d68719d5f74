package consimt.whatsapp;

/** What arrived: an envelope, the numbers alone that it names, or the reason why it is none. */
public sealed interface Received permits Envelope, Numbers, Unreadable {}
