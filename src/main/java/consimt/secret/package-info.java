/**
 * Secrets by their names. The settings of a business and the configuration only ever hold a name; the secret itself is
 * in AWS Secrets Manager, or on one's own machine in the configuration property {@code consimt.secret.<name>}.
 *
 * <p>While a secret is being changed, the one before it is right as well: it is kept under {@code <name>.previous} until
 * nobody uses it any more. Of a secret in AWS that is named by its ARN, it is the version that Secrets Manager labels
 * {@code AWSPREVIOUS}. A name under which there is nothing has no secret, and nothing passes a check against none.
 */
@NullMarked
package consimt.secret;

import org.jspecify.annotations.NullMarked;
