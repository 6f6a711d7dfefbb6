"""Open geodata files in QGIS and print as JSON how it reads them.

Run by the Python that comes with QGIS. The arguments are a folder for pictures, followed by files. A
GeoPackage is also drawn, each layer in its own style, at 400 by 300 pixels.
"""

import json
import sys
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsDistanceArea,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsProviderRegistry,
    QgsRectangle,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

TOP_FIRST = ("contact", "plan_line", "strip", "zones")


def said_of(layer):
    """Return a layer's validity, size, coordinate system, legend, shapes, and the number of invalid ones."""
    renderer = layer.renderer()
    return {
        **drawn_of(layer),
        "rules": [[rule.label(), rule.filterExpression()] for rule in renderer.rootRule().children()]
        if renderer.type() == "RuleRenderer" else [],
        "valid": layer.isValid(), "error": layer.dataProvider().error().message(),
        "count": layer.featureCount(), "crs": layer.crs().authid(), "renderer": renderer.type(),
        "legend": [[str(entry.value()), entry.label(), entry.symbol().symbolLayer(0).color().name()]
                   for entry in renderer.categories()] if renderer.type() == "categorizedSymbol" else [],
        "bad": sum(shape.geometry().isNull() or not shape.geometry().isGeosValid()
                   for shape in layer.getFeatures()),
    }


def drawn_of(layer):
    """Return how many shapes are not drawn, fills that come with shapes, and areas on the ellipsoid."""
    ruler = QgsDistanceArea()
    ruler.setSourceCrs(layer.crs(), QgsProject.instance().transformContext())
    ruler.setEllipsoid("EPSG:7030")
    renderer, context = layer.renderer().clone(), QgsRenderContext()
    context.expressionContext().appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    renderer.startRender(context, layer.fields())
    found = {"without": 0, "colours": {}, "km2": {}, "stated_km2": {}}
    for shape in layer.getFeatures(QgsFeatureRequest().setFlags(QgsFeatureRequest.EmbeddedSymbols)):
        context.expressionContext().setFeature(shape)
        found["without"] += not renderer.willRenderFeature(shape, context)
        fields = {field.name(): shape[field.name()] for field in layer.fields()}
        if renderer.type() == "embeddedSymbol" and shape.embeddedSymbol() is not None:
            found["colours"][str(fields.get("Name"))] = shape.embeddedSymbol().color().name(QColor.HexArgb)
        if isinstance(fields.get("area_km2"), float):
            name = str(fields.get("id") or fields["Name"])
            found["km2"][name] = found["km2"].get(name, 0) + ruler.measureArea(shape.geometry()) / 1e6
            found["stated_km2"][name] = found["stated_km2"].get(name, 0) + fields["area_km2"]
    renderer.stopRender(context)
    return found


def draw(layers, path):
    """Draw the layers in the east of Ukraine into a PNG; return the drawing errors."""
    settings = QgsMapSettings()
    settings.setLayers(sorted(layers, key=lambda layer: TOP_FIRST.index(layer.name())))
    settings.setBackgroundColor(QColor("#F4F2EC"))
    settings.setOutputSize(QSize(400, 300))
    settings.setOutputDpi(96)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    settings.setExtent(QgsRectangle(36, 47, 39.5, 49.625))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(str(path))
    return [error.message for error in job.errors()]


def main(folder, *paths):
    """Print one JSON object: for each file, its layers by name and the drawing errors."""
    app = QgsApplication([], False)
    app.initQgis()
    complaints = []
    app.messageLog().messageReceived.connect(lambda *message: complaints.append(message[0]))
    found = {}
    for path in paths:
        parts = QgsProviderRegistry.instance().querySublayers(path)
        layers = [QgsVectorLayer(part.uri(), part.name(), "ogr") for part in parts]
        layers = [layer for layer in layers if layer.isSpatial()]
        errors = draw(layers, Path(folder) / f"{Path(path).stem}.png") if path.endswith(".gpkg") else []
        found[Path(path).name] = {"layers": {layer.name() + layer.subsetString(): said_of(layer)
                                             for layer in layers}, "errors": errors}
    found["complaints"] = complaints
    sys.stdout.write(json.dumps(found))


main(*sys.argv[1:])
