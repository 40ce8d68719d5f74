package consimt;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * All tests over HTTP but those of the desk, as one class, so that one JVM starts one application for them. This class and
 * {@link AtTheDesk} take longest. The build runs classes in the order of their names, so these names come first.
 */
@Suite
@SelectPackages("consimt.http")
@IncludeClassNamePatterns(".*Test")
@ExcludeClassNamePatterns(AtTheDesk.CLASSES)
class ApiAndPages {}
