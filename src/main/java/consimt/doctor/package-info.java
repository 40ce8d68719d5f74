/**
 * A look at what stands: whether the tables are there, at the secrets and the clock, at the settings of the operator and of
 * each business, and at updates that nobody could record. How the resources of AWS differ from the template, CloudFormation
 * says.
 *
 * <ul>
 *   <li>It changes nothing, and its role may only look.
 *   <li>Each finding has a stable code, a severity, a sentence that says what to do, and a document. Nothing is said of what
 *       is sound.
 *   <li>It names businesses, and no person. A secret is judged and never shown.
 *   <li>Each call looks at a bounded page. The stack is looked at by the first page alone.
 *   <li>A part that does not answer is a finding too. It hides none of the others.
 * </ul>
 */
@NullMarked
package consimt.doctor;

import org.jspecify.annotations.NullMarked;
