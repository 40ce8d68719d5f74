/** The functions as callers meet them: over HTTP, and at the event endpoint of the Lambda runtime. */
@NullMarked
package consimt.http;

import org.jspecify.annotations.NullMarked;
