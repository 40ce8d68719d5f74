/**
 * What is held of a person, handed out and forgotten. Both go through the ids that are one by more than the word of the
 * business, business by business and page by page. An id by the business's word alone may be a stranger's: it is named,
 * and nothing under it is shown or touched.
 */
@NullMarked
package consimt.person;

import org.jspecify.annotations.NullMarked;
