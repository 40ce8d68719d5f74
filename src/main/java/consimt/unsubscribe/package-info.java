/**
 * What a link to unsubscribe or to subscribe opens: a page by GET; by POST the opt-out (RFC 8058), or the yes.
 *
 * <p>A link may be about a part of the marketing. Then the page offers to stop all, first, and only this. A mail program
 * stops only this: its button stands for the list that the mail came from. A form whose wish cannot be read stops all.
 *
 * <p>After its end a link to unsubscribe takes a no and names nobody.
 *
 * <p>A link to subscribe also takes a no. Its yes is the person's own, or a claim if the business had the link made.
 *
 * <p>A page with a button for a yes says what the person refused last, and its form names in a sealed field all that they
 * refused. If there is another no since, the form writes nothing, and the page is shown anew. A yes that is recorded leads
 * the browser to the page by GET. The one click of a mail program is answered at once (RFC 8058).
 *
 * <p>A link to unsubscribe can only opt out. The page that answers a click asks why. It has the way back as a button only
 * if the operator had the link made, and only to what was allowed just before. Programs that open links to check them
 * change nothing. The answer is always a plain page, whatever headers and fields a mail program or a browser sends with
 * the link.
 */
@NullMarked
package consimt.unsubscribe;

import org.jspecify.annotations.NullMarked;
