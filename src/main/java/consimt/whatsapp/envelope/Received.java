package consimt.whatsapp.envelope;

/** What arrived: an envelope, the numbers alone that it names, messages of a queue, or the reason why it is none. */
public sealed interface Received permits Envelope, Numbers, QueuedMessages, Unreadable {}
