package io.quantumlayer.worker.project;

import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Metadata;

/** CycloneDX 1.6 bill of materials of a project without dependencies; the same project gives the same bytes. */
public final class BillOfMaterials {

    private static final String VERSION = "0.1.0";

    private BillOfMaterials() {}

    /** The bill as JSON. */
    public static String of(String project) {
        Component component = new Component();
        component.setType(Component.Type.APPLICATION);
        component.setName(project);
        component.setVersion(VERSION);
        Metadata metadata = new Metadata();
        metadata.setTimestamp(null);
        metadata.setComponent(component);
        Bom bom = new Bom();
        bom.setMetadata(metadata);
        try {
            return BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString();
        } catch (GeneratorException e) {
            throw new IllegalStateException("the bill of materials cannot be written", e);
        }
    }
}
