/**
 * What a link to unsubscribe opens: a page by GET, the opt-out by POST (RFC 8058).
 *
 * <p>A link does nothing else than opt out. Programs that follow links to look at them change nothing. Whatever a mail
 * program or a browser sends beside the link, the answer is a plain page.
 */
@NullMarked
package consimt.unsubscribe;

import org.jspecify.annotations.NullMarked;
