/**
 * What all code runs with: the clock, which is read in one place ({@code Now}); the configuration ({@link
 * consimt.runtime.Setting}); threads side by side; attempts; files that are packaged with the code ({@link
 * consimt.runtime.PackagedFile}); caches ({@link consimt.runtime.ExpiringCache}); the log and the metrics ({@link
 * consimt.runtime.Metrics}). A log line has class names and code lines, and no value of an input.
 */
@NullMarked
package consimt.runtime;

import org.jspecify.annotations.NullMarked;
