/**
 * One signed notice to one endpoint, and what came back.
 *
 * <p><b>Where a notice may go.</b> To {@code https} URLs only ({@link consimt.notice.post.NoticeUrl}), and only to
 * public addresses ({@code PublicAddresses}). A name is resolved once for each call. If one of its addresses may not be
 * called, the endpoint may not be called. The connection is made to the address that was checked, and the certificate
 * must have the name of the URL. A redirect is an answer like any other: nobody follows it. No proxy is used. On a
 * developer's machine {@code consimt.notices.local} also lets {@code http} to the machine itself through.
 *
 * <p><b>How long it may take.</b> Everything together has five seconds, whatever the receiver does. Then the thread is
 * interrupted, which closes the connection. Of an answer at most 16 KB are read.
 *
 * <p><b>How it is signed.</b> As the Standard Webhooks specification says. While a secret is being rotated there are two
 * signatures, so the receiver may know either secret.
 *
 * <p><b>What is told.</b> The HTTP status, or one of a few fixed words ({@link consimt.notice.post.PostProblem}), and
 * how long it took. No text of a receiver and no URL gets into a value, a log line or an exception.
 *
 * <p><b>Why the HTTP is written here.</b> A checked address needs a client that connects to an address and verifies a
 * name. The JDK's {@code HttpClient} connects to the host of the URL. With an address there, it also accepts a
 * certificate that has the address and not the name. On JDK 17 it cannot be closed: its thread outlives the call.
 * {@code HttpsURLConnection} resolves the name a second time by itself, and answers a challenge. TLS and the check of the
 * certificate are the JDK's. One request and one status line are less than what it takes to work around the rest.
 */
@NullMarked
package consimt.notice.post;

import org.jspecify.annotations.NullMarked;
