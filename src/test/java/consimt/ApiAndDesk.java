package consimt;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of the desk and of the playground, in a JVM beside that of {@link ApiAndPages}. */
@Suite
@SelectPackages("consimt.http")
@IncludeClassNamePatterns(ApiAndDesk.CLASSES)
class ApiAndDesk {

    static final String CLASSES = ".*\\.(Desk|Playground)\\w*Test";
}
