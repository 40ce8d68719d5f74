/**
 * Secrets by their names. The settings of a business and the configuration have only names. The secret itself is in AWS
 * Secrets Manager; on a developer's machine it is in the configuration property {@code consimt.secret.<name>}.
 *
 * <p>While a secret is being rotated, the former one is valid too. It is kept under {@code <name>.previous} until
 * nobody uses it any more. For a secret that is named by its ARN, the former one is the version that Secrets Manager
 * labels {@code AWSPREVIOUS}. If no secret has a name, every check against that name fails.
 */
@NullMarked
package consimt.secret;

import org.jspecify.annotations.NullMarked;
