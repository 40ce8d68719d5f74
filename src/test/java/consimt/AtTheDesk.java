package consimt;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of the desk, as one class beside {@link ApiAndPages}: a second JVM starts a second application for them. */
@Suite
@SelectPackages("consimt.http.page")
@IncludeClassNamePatterns(AtTheDesk.CLASSES)
class AtTheDesk {

    static final String CLASSES = "consimt\\.http\\.page\\.Desk.*Test";
}
