package consimt;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * All tests over HTTP, as one class, so that one JVM starts one application and one browser for them. This class takes
 * longest. The build runs classes in the order of their names, so this name comes first.
 */
@Suite
@SelectPackages("consimt.http")
@IncludeClassNamePatterns(".*Test")
class ApiAndPages {}
