package consimt;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The tests over HTTP, as one class, so that one JVM starts one application for all of them. The build runs classes in
 * the order of their names. This class and {@link ApiAndDesk} take longest, so their names come first.
 */
@Suite
@SelectPackages("consimt.http")
@IncludeClassNamePatterns(".*Test")
@ExcludeClassNamePatterns(ApiAndDesk.CLASSES)
class ApiAndPages {}
