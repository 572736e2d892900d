[#assign clash = spec.entities?filter(e -> e.type_name == "List")?has_content]
package [=project.package].model;

[#if !clash]
import java.util.List;
[/#if]
import [=project.package].rest.EntityType;

/** The entities of the service. */
public final class Entities {

    private Entities() {}

    /** All types of entities. */
    public static [=clash?then('java.util.', '')]List<EntityType<?>> types() {
        return [=clash?then('java.util.', '')]List.of([#list spec.entities as entity][=entity.type_name].TYPE[#sep], [/#sep][/#list]);
    }
}
