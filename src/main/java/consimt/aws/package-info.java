/** What the clients of all AWS services have in common: how long a call may take, and how a request is sent. */
@NullMarked
package consimt.aws;

import org.jspecify.annotations.NullMarked;
