package consimt;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * All tests over HTTP, as one, so that one process starts one application for all of them. They take longest. The build
 * goes by names, and begins with this one.
 */
@Suite
@SelectPackages("consimt.http")
@IncludeClassNamePatterns(".*Test")
class ApiAndPages {}
