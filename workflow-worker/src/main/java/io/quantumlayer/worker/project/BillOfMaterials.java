package io.quantumlayer.worker.project;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CycloneDX 1.6 bill of materials (ECMA-424) of a project without dependencies; the same project gives the same bytes. */
public final class BillOfMaterials {

    private static final String VERSION = "0.1.0";

    private BillOfMaterials() {}

    /** The bill, for writing as JSON. */
    public static Map<String, Object> of(String project) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "application");
        component.put("bom-ref", project);
        component.put("name", project);
        component.put("version", VERSION);
        Map<String, Object> bill = new LinkedHashMap<>();
        bill.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
        bill.put("bomFormat", "CycloneDX");
        bill.put("specVersion", "1.6");
        bill.put("version", 1);
        bill.put("metadata", Map.of("component", component));
        bill.put("components", List.of());
        bill.put("dependencies", List.of(Map.of("ref", project)));
        return bill;
    }
}
