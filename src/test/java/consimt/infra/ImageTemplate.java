package consimt.infra;

import java.nio.file.Path;

/**
 * The template for the container image, {@code infra/template-image.yaml}: the template, where each function is of the image
 * and takes no snapshots. SAM takes no condition in {@code PackageType}, and none of an image's properties in its globals.
 */
final class ImageTemplate {

    static final Path FILE = Path.of("infra/template-image.yaml");

    private static final String MADE =
            "# Made from template.yaml, where changes belong: ./mvnw test -Dtest=MadeTest -Dmake\n";
    private static final String BEGINS = "    # ---- The zip;";
    private static final String ENDS = "    # ---- End of the zip\n";
    private static final String PARAMETERS = "\nParameters:\n";
    private static final String PARAMETER = """
              ContainerImage:
                Type: String
                AllowedPattern: ".+"
                Description: The image of all functions in a repository of Amazon ECR in this region, best by its digest.
            """;
    private static final String FUNCTION = "    Type: AWS::Serverless::Function\n    Properties:\n";
    private static final String OF_IMAGE = """
                  PackageType: Image
                  ImageUri: !Ref ContainerImage
            """;

    private ImageTemplate() {}

    static String of(String template) {
        int begins = template.indexOf(BEGINS);
        int ends = template.indexOf(ENDS, begins);
        if (begins < 0 || ends < 0) {
            throw new IllegalStateException("infra/template.yaml does not say what of it is about the zip");
        }
        String withoutZip = template.substring(0, begins) + template.substring(ends + ENDS.length());
        return MADE + withoutZip.replace(PARAMETERS, PARAMETERS + PARAMETER).replace(FUNCTION, FUNCTION + OF_IMAGE);
    }
}
