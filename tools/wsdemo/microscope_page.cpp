#include "wsdemo/microscope_page.hpp"

#include <string>

#include "wsdemo/browser_check.html.hpp"
#include "wsdemo/frame_diagram.html.hpp"
#include "wsdemo/frame_list.html.hpp"
#include "wsdemo/inflated.html.hpp"
#include "wsdemo/microscope.html.hpp"
#include "wsdemo/microscope_script.html.hpp"
#include "wsdemo/microscope_style.html.hpp"
#include "wsdemo/page.hpp"
#include "wsdemo/sequence.html.hpp"

namespace ws101::demos {

PageContent microscope_page() {
  const std::string style =
      std::string(kMicroscopeStyle) + kFrameDiagramStyle + kSequenceStyle + kInflatedStyle;
  const std::string script = std::string(kFrameDiagramScript) + kSequenceScript + kInflatedScript +
                             kFrameListScript + kBrowserCheckScript + kMicroscopeScript;
  PageParts parts;
  parts.path = "/microscope";
  parts.title = "Microscope";
  parts.lead = "Every frame that this browser sends and receives, as the server saw it on the wire.";
  parts.style = style;
  parts.body = kMicroscopeBody;
  parts.script = script;
  return render_page(parts);
}

}  // namespace ws101::demos
