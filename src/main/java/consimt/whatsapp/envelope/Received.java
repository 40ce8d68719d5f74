package consimt.whatsapp.envelope;

/** What arrived: an envelope, its numbers alone, messages of a queue, or the reason why it is none of these. */
public sealed interface Received permits Envelope, Numbers, QueuedMessages, Unreadable {}
