/**
 * The pages for people: the person's page, and those that come to stand beside it. Their files are in {@code src/pages}.
 *
 * <p><b>There is one form.</b> A page's modules, words and styles become one script, so that a browser asks for two files
 * and then for the data. The server on a developer's machine makes this form from the files at each request.
 * {@code target/pages} has the same form, for a bucket.
 *
 * <p><b>The pages are strict.</b> They load nothing from elsewhere, and the browser is told to hold them to it.
 */
@NullMarked
package consimt.local.page;

import org.jspecify.annotations.NullMarked;
